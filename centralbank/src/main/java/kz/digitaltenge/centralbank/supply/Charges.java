package kz.digitaltenge.centralbank.supply;

import java.util.Optional;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.supply.Dispute;
import kz.digitaltenge.ledger.supply.Pair;
import kz.digitaltenge.ledger.supply.PairDispute;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.StatementCheck;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.ledger.supply.SupplyVerdict;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.node.evidence.EvidenceBook;

/// Takes out of a red proof what proves a node's guilt by its own signed words, and no more than
/// that, for whoever is to judge it without the proof.
///
/// Of what takes somebody else's word, or the absence of one, nothing is made: a pair that differs,
/// a leaf that was not opened.
final class Charges {
  private final SupplyProof proof;
  private final EvidenceBook book;

  Charges(SupplyProof proof, EvidenceBook book) {
    this.proof = proof;
    this.book = book;
  }

  void keep(SupplyVerdict verdict) {
    verdict.findings().forEach(this::keep);
  }

  private void keep(SupplyFinding finding) {
    switch (finding) {
      case SupplyFinding.SumOffPosition(NodeId node, _, _, _) -> books(node);
      case SupplyFinding.PositionNegative(NodeId node, _, _) -> books(node);
      case SupplyFinding.IssuedByAnother(NodeId node, _) -> books(node);
      case SupplyFinding.CountsDiffer(NodeId node, _, _) -> books(node);
      case SupplyFinding.LeafFalse(NodeId node, _, StateRef reference, _) -> leaf(node, reference);
      case SupplyFinding.RegisterDiffers(NodeId node, var asset) ->
          proof.openings().stream()
              .filter(opening -> opening.node().equals(node) && opening.asset().equals(asset))
              .filter(opening -> opening.tiyn() == 0)
              .forEach(opening -> leaf(node, opening.reference()));
      case SupplyFinding.NotLive(StateRef reference, NodeId node) ->
          references(node, reference, true);
      case SupplyFinding.ClaimedTwice(StateRef reference, var charged) ->
          charged.forEach(node -> references(node, reference, false));
      case SupplyFinding.Unclaimed(StateRef reference, var charged) ->
          charged.forEach(node -> references(node, reference, true));
      case SupplyFinding.TransactionDiffers(var pair, _, _, _, _, var charged) ->
          charged.forEach(node -> turnover(node, pair));
      case SupplyFinding.ParametersFalse _,
          SupplyFinding.HeadFalse _,
          SupplyFinding.LiveSetUnproven _,
          SupplyFinding.StatementFalse _,
          SupplyFinding.SetsDiffer _,
          SupplyFinding.PairDiffers _,
          SupplyFinding.PairNotAsStated _,
          SupplyFinding.SupplyDiffers _,
          SupplyFinding.RegisterNotShown _,
          SupplyFinding.LeafNotOpened _,
          SupplyFinding.OpeningFalse _ -> {}
    }
  }

  private void books(NodeId node) {
    proof
        .statement(node)
        .ifPresent(said -> book.found(node, () -> new Evidence.FalseBooks(proof.cut(), said)));
  }

  private void leaf(NodeId node, StateRef reference) {
    proof
        .statement(node)
        .ifPresent(
            said ->
                proof.openings().stream()
                    .filter(opening -> opening.node().equals(node))
                    .filter(opening -> opening.reference().equals(reference))
                    .findFirst()
                    .ifPresent(
                        opening ->
                            book.found(
                                node, () -> new Evidence.FalseLeaf(proof.cut(), said, opening))));
  }

  /// @param live whether it matters that the reference is live or not
  private void references(NodeId node, StateRef reference, boolean live) {
    for (Dispute dispute : proof.disputes()) {
      if (dispute.live().bucket() == TreeKey.bucket(reference)) {
        dispute.claims().stream()
            .filter(claim -> claim.node().equals(node))
            .findFirst()
            .ifPresent(
                claim ->
                    book.found(
                        node,
                        () ->
                            new Evidence.FalseReferences(
                                proof.cut(),
                                claim,
                                reference,
                                Optional.of(new Evidence.Live(dispute.live(), dispute.members()))
                                    .filter(_ -> live),
                                creation(dispute, reference))));
      }
    }
  }

  private void turnover(NodeId node, Pair pair) {
    for (PairDispute dispute : proof.pairDisputes()) {
      if (dispute.pair().equals(pair) && dispute.witness().isPresent()) {
        PairPart part = (node.equals(pair.from()) ? dispute.given() : dispute.got()).getLast();
        book.found(
            node,
            () -> new Evidence.FalseTurnover(proof.cut(), part, dispute.witness().orElseThrow()));
      }
    }
  }

  private static Optional<Provenance.Notarised> creation(Dispute dispute, StateRef reference) {
    return dispute.creations().stream()
        .filter(creation -> creation.reference().equals(reference))
        .findFirst()
        .flatMap(
            creation ->
                creation
                    .state()
                    .map(state -> new Provenance.Notarised(state, creation.decision())));
  }

  /// Holds what every node says now against what it said before.
  void compare(SupplyProof before) {
    for (SignedStatement now : proof.statements()) {
      NodeId node = now.statement().node();
      before
          .statement(node)
          .filter(was -> contradicts(was, now))
          .ifPresent(
              was ->
                  book.found(
                      node, () -> new Evidence.TwoStatements(before.cut(), was, proof.cut(), now)));
    }
  }

  private static boolean contradicts(SignedStatement was, SignedStatement now) {
    return was.statement().cut().equals(now.statement().cut())
        ? !was.statement().equals(now.statement())
        : StatementCheck.wentBack(was.statement(), now.statement()).isPresent();
  }
}
