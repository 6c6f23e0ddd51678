package kz.digitaltenge.notary.core;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// The signatures behind a request, an order or new parameters. The leader looks at them before it
/// proposes, every member again before it signs a head that covers them. Any thread may call.
public final class RequestVerifier {

  private final SignatureVerifier verifier;

  public RequestVerifier(SignatureVerifier verifier) {
    this.verifier = verifier;
  }

  /// The attestation that does not hold, if any.
  ///
  /// Each node says each thing once, so what a request costs to verify follows from how many nodes
  /// took part; a false signature ends it, and nobody has good ones of others to spare.
  public Optional<Ruling.Refused> check(IdentifiedRequest request, Standing standing) {
    Set<Attester> seen = new HashSet<>();
    for (Attestation each : request.request().attestations()) {
      if (!seen.add(new Attester(each.node(), each.role()))) {
        return Optional.of(
            new Ruling.Refused(
                NotaryRefusal.ATTESTATION_IS_REPEATED, each.node() + " " + each.role()));
      }
    }
    for (Attestation each : request.request().attestations()) {
      Optional<Participant> participant = standing.participant(each.epoch(), each.node());
      if (participant.isEmpty()) {
        return Optional.of(new Ruling.Refused(NotaryRefusal.NODE_IS_UNKNOWN, each.node().value()));
      }
      if (!each.verifies(
          standing.networkId(), request.id(), participant.get().identityKey(), verifier)) {
        return Optional.of(
            new Ruling.Refused(
                NotaryRefusal.ATTESTATION_IS_NOT_VALID, each.node() + " " + each.role()));
      }
    }
    return Optional.empty();
  }

  /// Whether enough different officers of the central bank signed the order.
  public boolean isSignedByOfficers(BlockOrder order, Standing standing) {
    return order.isSignedByOfficersOf(standing.parameters(), verifier);
  }

  /// Whether the central bank made these parameters the next ones, with its officers where they are
  /// needed.
  public boolean follows(SignedParameters next, Standing standing) {
    return next.follows(standing.parameters(), verifier);
  }
}
