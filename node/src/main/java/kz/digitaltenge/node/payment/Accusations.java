package kz.digitaltenge.node.payment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Group;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.evidence.Word;
import kz.digitaltenge.node.evidence.EvidenceBook;
import kz.digitaltenge.node.payment.Receipts.Receipt;
import kz.digitaltenge.node.vault.VaultRecord;

/// Makes evidence of what the flows notice, out of what this node was shown anyway. Whether it
/// proves anything is for the book to judge.
final class Accusations {
  private static final Set<Group> INPUTS = Set.of(Group.INPUTS);

  private final EvidenceBook book;

  Accusations(EvidenceBook book) {
    this.book = book;
  }

  /// A payment to this node was logged as void because one of its inputs was gone.
  void spentBefore(Receipt receipt, FinalityProof refusal) {
    gone(refusal)
        .flatMap(token -> provenanceOf(token, receipt))
        .ifPresent(
            token ->
                book.found(
                    receipt.record().peer(),
                    () ->
                        new Evidence.SpentTwice(
                            refusal, receipt.signed().transaction().tearOff(INPUTS), token)));
  }

  /// A payment to this node is final without this node's word.
  void withheld(Receipt receipt, FinalityProof proof) {
    StateRef output = receipt.record().receives().getFirst().ref();
    book.found(
        receipt.record().peer(),
        () ->
            new Evidence.WordWithheld(
                proof, receipt.signed().transaction().stateProof(output.index())));
  }

  /// The payee's node answered a proposal with a word that is not what was asked for.
  void falseWord(Draft draft, NodeId peer, Attestation word) {
    Transaction transaction = draft.signed().transaction();
    if (word.role() == Role.SPEND) {
      book.found(
          peer,
          () ->
              new Evidence.ForeignSpend(
                  new Word.Signed(word), transaction.tearOff(INPUTS), draft.provenance()));
    } else if (word.epoch() != transaction.header().epoch()) {
      TearOff header = transaction.tearOff(Set.of());
      book.found(peer, () -> new Evidence.BrokenForm(word, header));
    }
  }

  /// A proposal that this node refused was attested all the same.
  void attested(
      NodeId peer, Transaction transaction, List<Provenance> provenance, FinalityProof proof) {
    var word = new Word.Logged(proof, new Attester(peer, Role.SPEND));
    book.found(peer, () -> new Evidence.BrokenRule(word, transaction, provenance));
  }

  private static Optional<StateRef> gone(FinalityProof refusal) {
    return refusal.decision().outcome()
                instanceof Decision.Outcome.Voided(VoidReason reason, Optional<StateRef> token)
            && reason == VoidReason.CONFLICT
        ? token
        : Optional.empty();
  }

  private static Optional<Provenance.Notarised> provenanceOf(StateRef token, Receipt receipt) {
    int input = receipt.signed().transaction().inputs().indexOf(token);
    return input >= 0
            && inputProofs(receipt.record()).get(input) instanceof Provenance.Notarised shown
        ? Optional.of(shown)
        : Optional.empty();
  }

  private static List<Provenance> inputProofs(VaultRecord.Stored record) {
    return Encoding.decode(
        record.inputProofs().trusted(),
        in -> Encoding.list(in, Transaction.INPUTS_MAX, Provenance::readFrom));
  }
}
