package kz.digitaltenge.notary.server;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.RequestVerifier;
import kz.digitaltenge.notary.core.Ruling;
import kz.digitaltenge.notary.core.Standing;

/// Looks at the signatures of an entry that another member proposed, beside the apply path. Only
/// what the entry brought about must hold: what the core refused has no effect, whoever signed it.
final class EntryReview {

  private final RequestVerifier verifier;
  private final MemberState state;

  EntryReview(RequestVerifier verifier, MemberState state) {
    this.verifier = verifier;
    this.state = state;
  }

  /// What does not hold in an entry just applied, as a sentence.
  Optional<String> of(Entry entry, Applied applied) {
    Standing under = applied.standing();
    boolean inForce = applied.rulings().contains(new Ruling.InForce());
    return switch (entry.content()) {
      case Entry.Requests(List<IdentifiedRequest> requests) -> decided(requests, applied);
      case Entry.Order(var order) ->
          inForce && !verifier.isSignedByOfficers(order, under)
              ? Optional.of("Order %d lacks officers' signatures.".formatted(order.sequence()))
              : Optional.empty();
      case Entry.Change(var next) ->
          inForce && !verifier.follows(next, under)
              ? Optional.of(
                  "Parameters %d lack a signature of the central bank or of its officers."
                      .formatted(next.parameters().epoch()))
              : Optional.empty();
    };
  }

  private Optional<String> decided(List<IdentifiedRequest> requests, Applied applied) {
    for (int i = 0; i < requests.size(); i++) {
      if (applied.rulings().get(i) instanceof Ruling.Decided) {
        Optional<String> fault = fault(requests.get(i), applied.standing());
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  /// For an entry that the state had before a restart, when its rulings are gone: whatever of it is
  /// decided must hold.
  Optional<String> ofReplayed(Entry entry) {
    if (entry.content() instanceof Entry.Requests(List<IdentifiedRequest> requests)) {
      for (IdentifiedRequest request : requests) {
        Standing standing = state.core().standing();
        if (state.isDecided(request.id())
            && standing.knows(request.request().tearOff().header().epoch())) {
          Optional<String> fault = fault(request, standing);
          if (fault.isPresent()) {
            return fault;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> fault(IdentifiedRequest request, Standing under) {
    return verifier
        .check(request, under)
        .map(
            refused ->
                "Transaction %s was logged, but %s: %s."
                    .formatted(request.id(), refused.reason(), refused.evidence()));
  }
}
