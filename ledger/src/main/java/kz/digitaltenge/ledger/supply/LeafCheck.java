package kz.digitaltenge.ledger.supply;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// (e), and the registers of (d): the leaves that were opened are in the trees that the nodes
/// committed to, and are what the ledger says they are.
final class LeafCheck {
  private final SupplyProof proof;
  private final Hash networkId;
  private final Map<Integer, NetworkParameters> epochs;
  private final SignatureVerifier verifier;
  private final Map<Drawn, Opening> opened = new HashMap<>();

  private record Drawn(NodeId node, Asset asset, long rank) {}

  /// Why a leaf does not count.
  ///
  /// @param proved whether the log contradicts the leaf that the node committed to; otherwise what
  ///   stands beside the leaf is no proof, and anybody can have put it there
  private record Fault(String why, boolean proved) {
    static Optional<Fault> proved(String why) {
      return Optional.of(new Fault(why, true));
    }

    static Optional<Fault> notProved(String why) {
      return Optional.of(new Fault(why, false));
    }

    SupplyFinding finding(Opening opening) {
      return proved
          ? new SupplyFinding.LeafFalse(opening.node(), opening.asset(), opening.reference(), why)
          : new SupplyFinding.OpeningFalse(
              opening.node(), opening.asset(), opening.reference(), why);
    }
  }

  LeafCheck(
      SupplyProof proof,
      Hash networkId,
      Map<Integer, NetworkParameters> epochs,
      SignatureVerifier verifier) {
    this.proof = proof;
    this.networkId = networkId;
    this.epochs = epochs;
    this.verifier = verifier;
  }

  void check(
      NetworkParameters parameters,
      Map<NodeId, NodeStatement> statements,
      List<SupplyFinding> findings) {
    for (Opening opening : proof.openings()) {
      open(opening, statements);
    }
    Draw draw = Draw.of(proof.challenge(), Draw.hashes(proof.statements()));
    for (NodeStatement statement : statements.values()) {
      for (AssetClaim claim : statement.assets()) {
        leaves(statement.node(), claim, draw, findings);
      }
    }
    for (AssetTerms terms : parameters.assets()) {
      Optional.ofNullable(statements.get(terms.asset().issuer()))
          .flatMap(statement -> statement.claim(terms.asset()))
          .ifPresent(claim -> register(claim, findings));
    }
  }

  /// Those of whose leaves some were drawn and who opened nothing at all.
  Set<NodeId> silent(Collection<NodeStatement> statements) {
    var silent = new TreeSet<NodeId>();
    for (NodeStatement statement : statements) {
      boolean drawn = statement.assets().stream().anyMatch(claim -> claim.live().count() > 0);
      boolean opened =
          proof.openings().stream().anyMatch(each -> each.node().equals(statement.node()));
      if (drawn && !opened) {
        silent.add(statement.node());
      }
    }
    return silent;
  }

  private void open(Opening opening, Map<NodeId, NodeStatement> statements) {
    Optional<SumNode> live =
        Optional.ofNullable(statements.get(opening.node()))
            .flatMap(statement -> statement.claim(opening.asset()))
            .map(AssetClaim::live);
    opening
        .root()
        .filter(root -> live.equals(Optional.of(root.node())))
        .ifPresent(
            root -> opened.put(new Drawn(opening.node(), opening.asset(), root.rank()), opening));
  }

  private void leaves(NodeId node, AssetClaim claim, Draw draw, List<SupplyFinding> findings) {
    for (long rank : draw.ranks(node, claim.asset(), claim.live().count())) {
      Opening opening = opened.get(new Drawn(node, claim.asset(), rank));
      if (opening == null) {
        findings.add(new SupplyFinding.LeafNotOpened(node, claim.asset(), rank));
      } else {
        fault(opening).ifPresent(fault -> findings.add(fault.finding(opening)));
      }
    }
  }

  private void register(AssetClaim claim, List<SupplyFinding> findings) {
    NodeId issuer = claim.asset().issuer();
    List<Boolean> registers =
        opened.values().stream()
            .filter(each -> each.node().equals(issuer) && each.asset().equals(claim.asset()))
            .flatMap(each -> registerSays(each, claim).stream())
            .toList();
    if (registers.isEmpty()) {
      findings.add(new SupplyFinding.RegisterNotShown(issuer, claim.asset()));
    } else if (!registers.contains(true)) {
      findings.add(new SupplyFinding.RegisterDiffers(issuer, claim.asset()));
    }
  }

  /// Whether a register says what the claim says; empty when what is opened is none.
  private Optional<Boolean> registerSays(Opening opening, AssetClaim claim) {
    if (fault(opening).isPresent()) {
      return Optional.empty();
    }
    return switch (opening.provenance()) {
      case Provenance.Genesis _ -> Optional.of(!claim.issued().isPositive());
      case Provenance.Notarised(StateProof state, _) ->
          state.state() instanceof IssuanceRegister register
              ? Optional.of(
                  register.issued().equals(claim.issued())
                      && register.redeemed().equals(claim.redeemed()))
              : Optional.empty();
    };
  }

  /// Why a leaf is not what the ledger says; empty when it is.
  private Optional<Fault> fault(Opening opening) {
    return switch (opening.provenance()) {
      case Provenance.Genesis(var asset) -> fault(opening, asset);
      case Provenance.Notarised(StateProof state, FinalityProof finality) ->
          fault(opening, state, finality);
    };
  }

  private Optional<Fault> fault(Opening opening, Asset genesis) {
    if (!opening.reference().equals(GenesisRegister.of(networkId, genesis).ref())) {
      return Fault.notProved("it is not the genesis register");
    }
    return genesis.equals(opening.asset()) && opening.tiyn() == 0
        ? Optional.empty()
        : Fault.proved("it is the genesis register of %s, worth nothing".formatted(genesis));
  }

  private Optional<Fault> fault(Opening opening, StateProof proven, FinalityProof finality) {
    if (!proven.id().equals(Optional.of(opening.reference().transaction()))
        || proven.index() != opening.reference().index()
        || !finality.id().equals(opening.reference().transaction())) {
      return Fault.notProved("what is shown is another state");
    }
    if (opening.reference().index() >= finality.decision().created()
        || !isLogged(finality, networkId, epochs, verifier)) {
      return Fault.notProved("what is shown is not in the log");
    }
    if (finality.position() >= proof.position()) {
      return Fault.proved("it was created at log position " + finality.position());
    }
    try {
      return fault(opening, proven.state(), finality);
    } catch (MalformedException _) {
      return Fault.notProved("what created it holds no state there");
    }
  }

  private static Optional<Fault> fault(Opening opening, State state, FinalityProof finality) {
    long worth =
        switch (state) {
          case Token token -> token.amount().tiyn();
          case IssuanceRegister _ -> 0;
        };
    if (!state.asset().equals(opening.asset()) || worth != opening.tiyn()) {
      return Fault.proved(
          "it claims %d for what the ledger has as %d of %s"
              .formatted(opening.tiyn(), worth, state.asset()));
    }
    if (!state.custodian().equals(opening.node())) {
      return Fault.proved("it is in the custody of " + state.custodian());
    }
    return finality.decision().attestedBy(opening.node(), Role.RECEIVE)
            || finality.decision().attestedBy(opening.node(), Role.SPEND)
        ? Optional.empty()
        : Fault.proved("it never attested what created it");
  }

  /// Whether the log has a final decision, under a head that a majority of its epoch signed.
  static boolean isLogged(
      FinalityProof finality,
      Hash networkId,
      Map<Integer, NetworkParameters> epochs,
      SignatureVerifier verifier) {
    NetworkParameters parameters = epochs.get(finality.head().head().epoch());
    return finality.decision().isFinal()
        && finality.head().head().networkId().equals(networkId)
        && parameters != null
        && finality.verifies(parameters.headKeys(), verifier);
  }
}
