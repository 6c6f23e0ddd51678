package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Checks what a payer's node asked of the notary: the tear-off, the opened tags, and the
/// attestations of everybody concerned.
final class RequestCheck {
  private final NodeId self;
  private final ParameterChain chain;
  private final SignatureVerifier verifier;

  RequestCheck(NodeId self, ParameterChain chain, SignatureVerifier verifier) {
    this.self = self;
    this.chain = chain;
    this.verifier = verifier;
  }

  void check(EntryRow row, Transaction transaction, KnownPast past, End end, Spot entry) {
    Spot spot = entry.column("evidence");
    NotaryRequest request;
    try {
      request = NotaryRequest.decode(row.evidence().trusted());
    } catch (MalformedException e) {
      spot.find("the bytes are no request to the notary: %s at byte %d", e.reason(), e.offset());
      return;
    }
    spot.notes().checked("requests");
    spot.require(request.kind() == NotaryRequest.Kind.NOTARISE, "it does not ask for notarisation");
    spot.require(
        request.tearOff().equals(transaction.tearOff(NotaryRequest.SHOWN))
            || (isReturn(transaction)
                && request.tearOff().equals(transaction.tearOff(NotaryRequest.SHOWN_OF_RETURN))),
        "it shows another transaction");
    openings(request.openings(), transaction, past, spot);
    attestations(request.attestations(), transaction, end, spot);
    end.decision().ifPresent(decision -> attesters(request.attestations(), decision, spot));
  }

  /// Of which the notary sees under a block that it is one.
  private static boolean isReturn(Transaction transaction) {
    return transaction.intents().stream().allMatch(Intent.Refund.class::isInstance);
  }

  private void openings(
      List<TagOpening> openings, Transaction transaction, KnownPast past, Spot spot) {
    List<StateRef> inputs = transaction.inputs();
    if (!spot.require(
        openings.size() == inputs.size(),
        "%d tags are opened for %d inputs",
        openings.size(),
        inputs.size())) {
      return;
    }
    for (int i = 0; i < inputs.size(); i++) {
      TagOpening opening = openings.get(i);
      Optional<Hash> tag = tag(inputs.get(i), past);
      spot.require(
          opening.node().equals(self) && tag.equals(Optional.of(opening.tag(chain.networkId()))),
          "it does not open the tag of input %d",
          i);
    }
  }

  private Optional<Hash> tag(StateRef input, KnownPast past) {
    return past.creator(input)
        .map(creator -> creator.tags().get(input.index()))
        .or(
            () ->
                chain.genesis().assets().stream()
                    .map(AssetTerms::asset)
                    .map(asset -> GenesisRegister.of(chain.networkId(), asset))
                    .filter(register -> register.ref().equals(input))
                    .map(GenesisRegister::tag)
                    .findFirst());
  }

  private void attestations(
      List<Attestation> attestations, Transaction transaction, End end, Spot spot) {
    for (Attestation each : attestations) {
      spot.notes().checked("attestations");
      Optional<PublicKey> identity = chain.identity(each.epoch(), each.node());
      boolean good =
          identity.isPresent()
              && each.epoch() == transaction.header().epoch()
              && each.verifies(chain.networkId(), transaction.id(), identity.get(), verifier);
      spot.require(good, "the attestation of %s as %s does not verify", each.node(), each.role());
      spot.require(
          !end.isFinal() || each.certificate().covers(end.position()),
          "the key that %s attests with is not certified for position %d",
          each.node(),
          end.position());
    }
    List<Attester> given = attesters(attestations);
    spot.require(given.contains(new Attester(self, Role.SPEND)), "%s does not attest", self);
    for (NodeId other : others(transaction)) {
      spot.require(given.contains(new Attester(other, Role.RECEIVE)), "%s does not attest", other);
    }
  }

  private List<NodeId> others(Transaction transaction) {
    return transaction.outputs().stream()
        .map(output -> output.custodian())
        .filter(custodian -> !custodian.equals(self))
        .distinct()
        .toList();
  }

  /// A void that a custodian asked for has another request's attesters.
  private static void attesters(
      List<Attestation> attestations, DecisionSummary decision, Spot spot) {
    boolean released =
        decision.outcome() instanceof Decision.Outcome.Voided(VoidReason reason, _)
            && reason == VoidReason.VOIDED_BY_CUSTODIAN;
    spot.require(
        released || attesters(attestations).equals(decision.attesters()),
        "the notary decided on the word of %s",
        decision.attesters());
  }

  private static List<Attester> attesters(List<Attestation> attestations) {
    var attesters = new ArrayList<Attester>();
    for (Attestation each : attestations) {
      attesters.add(new Attester(each.node(), each.role()));
    }
    return attesters;
  }
}
