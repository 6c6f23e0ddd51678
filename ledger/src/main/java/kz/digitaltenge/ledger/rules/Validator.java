package kz.digitaltenge.ledger.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Decides whether a transaction is valid, from the transaction, the proofs of its inputs and the
/// network parameters (C01).
///
/// Single use is the notary's to guarantee and time is the log's to tell; everything else that
/// makes money real is here. Safe for use by any number of threads when the verifier is.
public final class Validator {
  private final SignatureVerifier proofs;
  private final SignatureVerifier witnesses;

  /// Of officers: nobody else can give theirs, so they are verified also where the owners' are
  /// taken for good.
  private final SignatureVerifier approvals;

  /// Heads are verified by `verifier`, which may remember them, for many inputs share one; owners'
  /// signatures are seen once.
  public Validator(SignatureVerifier verifier) {
    this(verifier, verifier.once());
  }

  private Validator(SignatureVerifier proofs, SignatureVerifier witnesses) {
    this.proofs = proofs;
    this.witnesses = witnesses;
    this.approvals = proofs.once();
  }

  /// For what the caller itself has just signed, and others verify before it counts: applies every
  /// rule and takes the owners' signatures for good.
  public static Validator trustingWitnesses(SignatureVerifier verifier) {
    return new Validator(verifier, (_, _, _) -> true);
  }

  /// Applies every rule; the first that is broken is the answer.
  ///
  /// @param provenance one for each input, in the transaction's order
  public Verdict validate(
      SignedTransaction signed, List<Provenance> provenance, NetworkView network) {
    try {
      return decide(signed, provenance, network);
    } catch (MalformedException e) {
      return Verdict.rejected(
          Refusal.BYTES_MALFORMED, "%s at byte %d".formatted(e.reason(), e.offset()));
    }
  }

  private Verdict decide(
      SignedTransaction signed, List<Provenance> provenance, NetworkView network) {
    Transaction transaction = signed.transaction();
    Verdict form = FormRule.check(transaction);
    if (!form.isAccepted()) {
      return form;
    }
    if (!transaction.header().networkId().equals(network.networkId())) {
      return Verdict.rejected(Refusal.NETWORK_DIFFERS, "it was made for another network");
    }
    Optional<NetworkParameters> parameters = network.at(transaction.header().epoch());
    if (parameters.isEmpty()) {
      return Verdict.rejected(
          Refusal.EPOCH_NOT_ACCEPTED,
          "it was made in epoch %d; the network is in epoch %d"
              .formatted(transaction.header().epoch(), network.current().epoch()));
    }
    Verdict proven =
        ProvenanceRule.check(transaction, provenance, network, parameters.get(), proofs);
    if (!proven.isAccepted()) {
      return proven;
    }
    var inputs = new ArrayList<State>(provenance.size());
    for (Provenance each : provenance) {
      inputs.add(ProvenanceRule.state(each, parameters.get()));
    }
    return decide(new Proposal(signed, List.copyOf(inputs), network, parameters.get()));
  }

  private Verdict decide(Proposal proposal) {
    List<Supplier<Verdict>> rules =
        List.of(
            () -> ParticipantRule.check(proposal),
            () -> ConservationRule.check(proposal),
            () -> IssuanceRule.check(proposal, approvals),
            () -> HousekeepingRule.check(proposal),
            () -> WitnessRule.check(proposal, witnesses));
    for (Supplier<Verdict> rule : rules) {
      Verdict verdict = rule.get();
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }
}
