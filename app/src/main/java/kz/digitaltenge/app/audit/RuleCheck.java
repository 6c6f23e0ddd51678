package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.rules.Verdict;

/// Judges a transaction by the rules of the ledger again. A payer's inputs are proved from the
/// vault's own transactions, a payee's from what the payer showed.
final class RuleCheck {
  private final ParameterChain chain;
  private final Validator validator;
  private final ProofCheck proofs;

  RuleCheck(ParameterChain chain, Validator validator, ProofCheck proofs) {
    this.chain = chain;
    this.validator = validator;
    this.proofs = proofs;
  }

  /// The states that the transaction consumes; empty when they are not proved, or the transaction
  /// is not valid.
  Optional<List<State>> check(EntryRow row, SignedTransaction signed, KnownPast past, Spot spot) {
    Optional<List<Provenance>> provenance =
        row.isCommitted() ? ofOwn(signed, past, spot) : asShown(row, spot.column("evidence"));
    if (provenance.isEmpty()) {
      return Optional.empty();
    }
    int epoch = signed.transaction().header().epoch();
    Optional<NetworkView> view = chain.view(epoch, headEpoch(provenance.get(), epoch));
    if (view.isEmpty()) {
      spot.column("transaction").find("epoch %d is unknown", epoch);
      return Optional.empty();
    }
    return switch (validator.validate(signed, provenance.get(), view.get())) {
      case Verdict.Accepted _ ->
          Optional.of(provenance.get().stream().map(each -> state(each, epoch)).toList());
      case Verdict.Rejected(var refusal, String evidence) -> {
        spot.column("transaction").find("it breaks the rule %s: %s", refusal, evidence);
        yield Optional.empty();
      }
    };
  }

  private Optional<List<Provenance>> ofOwn(SignedTransaction signed, KnownPast past, Spot spot) {
    var provenance = new ArrayList<Provenance>();
    for (StateRef input : signed.transaction().inputs()) {
      Optional<Provenance> proof = genesis(input).or(() -> known(input, past));
      if (proof.isEmpty()) {
        spot.find("the vault does not show where input %s comes from", input);
        return Optional.empty();
      }
      provenance.add(proof.get());
    }
    return Optional.of(provenance);
  }

  private Optional<Provenance> genesis(StateRef input) {
    return chain.genesis().assets().stream()
        .map(AssetTerms::asset)
        .filter(asset -> GenesisRegister.of(chain.networkId(), asset).ref().equals(input))
        .findFirst()
        .map(Provenance.Genesis::new);
  }

  private Optional<Provenance> known(StateRef input, KnownPast past) {
    Optional<FinalityProof> finality =
        past.finality(input.transaction())
            .map(proofs::renewed)
            .or(() -> proofs.fromLog(input.transaction()));
    return past.creator(input)
        .map(creator -> creator.stateProof(input.index()))
        .flatMap(state -> finality.map(proof -> new Provenance.Notarised(state, proof)));
  }

  private Optional<List<Provenance>> asShown(EntryRow row, Spot spot) {
    try {
      List<Provenance> shown =
          Encoding.decode(
              row.evidence().trusted(),
              in -> Encoding.list(in, Transaction.INPUTS_MAX, Provenance::readFrom));
      return Optional.of(shown.stream().map(each -> renewed(each, spot)).toList());
    } catch (MalformedException e) {
      spot.find("the bytes are no proofs of inputs: %s at byte %d", e.reason(), e.offset());
      return Optional.empty();
    }
  }

  private Provenance renewed(Provenance shown, Spot spot) {
    return switch (shown) {
      case Provenance.Genesis _ -> shown;
      case Provenance.Notarised(StateProof state, FinalityProof finality) ->
          proofs.holds(finality, spot)
              ? new Provenance.Notarised(state, proofs.renewed(finality))
              : shown;
    };
  }

  private static int headEpoch(List<Provenance> provenance, int otherwise) {
    for (Provenance each : provenance) {
      if (each instanceof Provenance.Notarised(_, FinalityProof finality)) {
        return finality.head().head().epoch();
      }
    }
    return otherwise;
  }

  private State state(Provenance provenance, int epoch) {
    return switch (provenance) {
      case Provenance.Notarised(StateProof state, _) -> state.state();
      case Provenance.Genesis(Asset asset) -> {
        AssetTerms terms = chain.at(epoch).flatMap(each -> each.terms(asset)).orElseThrow();
        yield State.IssuanceRegister.empty(
            asset, new Condition.Signed(terms.issuanceKey()), asset.issuer());
      }
    };
  }
}
