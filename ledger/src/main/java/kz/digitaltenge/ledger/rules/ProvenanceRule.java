package kz.digitaltenge.ledger.rules;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Each input was created by a transaction that the log shows final, and its custodian had attested
/// that transaction.
///
/// One transaction back is enough: the attesters checked everything before it. Only heads signed
/// under parameters that still count are taken, so keys that were retired cannot vouch for
/// anything; a holder with an older proof asks for a fresh one.
final class ProvenanceRule {
  private ProvenanceRule() {}

  static Verdict check(
      Transaction transaction,
      List<Provenance> provenance,
      NetworkView network,
      NetworkParameters parameters,
      SignatureVerifier verifier) {
    List<StateRef> inputs = transaction.inputs();
    if (inputs.size() != provenance.size()) {
      return Verdict.rejected(
          Refusal.PROVENANCE_COUNT_DIFFERS,
          "%d proofs for %d inputs".formatted(provenance.size(), inputs.size()));
    }
    for (int i = 0; i < inputs.size(); i++) {
      Verdict verdict =
          switch (provenance.get(i)) {
            case Provenance.Genesis(Asset asset) ->
                genesis(i, inputs.get(i), asset, network.networkId(), parameters);
            case Provenance.Notarised(StateProof state, FinalityProof finality) ->
                notarised(i, inputs.get(i), state, finality, network, verifier);
          };
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /// The state that a proof shows; only for proofs that hold under `parameters`, those of the
  /// transaction's epoch.
  static State state(Provenance provenance, NetworkParameters parameters) {
    return switch (provenance) {
      case Provenance.Notarised(StateProof state, _) -> state.state();
      case Provenance.Genesis(Asset asset) -> {
        AssetTerms terms = parameters.terms(asset).orElseThrow();
        yield State.IssuanceRegister.empty(
            asset, new Condition.Signed(terms.issuanceKey()), asset.issuer());
      }
    };
  }

  private static Verdict genesis(
      int input, StateRef ref, Asset asset, Hash networkId, NetworkParameters parameters) {
    if (parameters.terms(asset).isEmpty()) {
      return Verdict.rejected(
          Refusal.ASSET_UNKNOWN, "%s is no asset of epoch %d".formatted(asset, parameters.epoch()));
    }
    return ref.equals(GenesisRegister.of(networkId, asset).ref())
        ? Verdict.accepted()
        : Verdict.rejected(
            Refusal.PROVENANCE_OF_OTHER_STATE,
            "input %d is not the genesis register".formatted(input));
  }

  private static Verdict notarised(
      int input,
      StateRef ref,
      StateProof proof,
      FinalityProof finality,
      NetworkView network,
      SignatureVerifier verifier) {
    DecisionSummary decision = finality.decision();
    boolean sameState =
        proof.id().equals(Optional.of(ref.transaction()))
            && proof.index() == ref.index()
            && decision.id().equals(ref.transaction());
    if (!sameState) {
      return Verdict.rejected(
          Refusal.PROVENANCE_OF_OTHER_STATE,
          "the proof of input %d shows another state".formatted(input));
    }
    if (!decision.isFinal() || ref.index() >= decision.created()) {
      return Verdict.rejected(
          Refusal.PROVENANCE_NOT_FINAL, "what created input %d is not final".formatted(input));
    }
    if (!inLog(finality, network, verifier)) {
      return Verdict.rejected(
          Refusal.PROVENANCE_NOT_IN_LOG,
          "no head signed by the notary's majority has what created input %d".formatted(input));
    }
    NodeId custodian = proof.state().custodian();
    if (!decision.attestedBy(custodian, Role.RECEIVE)
        && !decision.attestedBy(custodian, Role.SPEND)) {
      return Verdict.rejected(
          Refusal.PROVENANCE_NOT_ATTESTED,
          "%s did not attest what created input %d".formatted(custodian, input));
    }
    return Verdict.accepted();
  }

  private static boolean inLog(
      FinalityProof finality, NetworkView network, SignatureVerifier verifier) {
    Optional<NetworkParameters> parameters = network.at(finality.head().head().epoch());
    return finality.head().head().networkId().equals(network.networkId())
        && parameters.isPresent()
        && finality.verifies(parameters.get().headKeys(), verifier);
  }
}
