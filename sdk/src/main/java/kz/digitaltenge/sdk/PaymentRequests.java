package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests to pay that the bank's customers make and are made.
public final class PaymentRequests {
  /// Before the first change.
  public static final String BEGINNING = "";

  private static final String ALL = "/v1/payment-requests";
  private static final String ONE = "/v1/payment-requests/{id}";

  private final Caller caller;

  PaymentRequests(Caller caller) {
    this.caller = caller;
  }

  /// Asks a payer at any bank; the same again tells how it stands.
  public PaymentRequest ask(PaymentRequest.Wish wish) {
    return caller.ask(Call.keyed(Target.of(ALL), wish.id(), wish.body()), PaymentRequest.class);
  }

  public PaymentRequest request(String id) {
    return caller.ask(Call.get(Target.of(ONE, id)), PaymentRequest.class);
  }

  /// With its tag.
  public Tagged<PaymentRequest> read(String id) {
    return caller.read(Call.get(Target.of(ONE, id)), PaymentRequest.class);
  }

  /// Those that changed after a position, each as it stands now, and where to go on.
  public record Page(List<PaymentRequest> requests, String next) {
    public Page {
      requests = List.copyOf(requests);
    }
  }

  /// What changed after a position.
  ///
  /// @param after what an answer called next, or `BEGINNING`
  public Page changedAfter(String after) {
    return changedAfter(after, PaymentRequestFilter.ALL);
  }

  /// Those of them that are looked for. A page may be short or empty though more follow: what was
  /// looked at counts for next, which stays what it was when there is nothing more yet.
  public Page changedAfter(String after, PaymentRequestFilter filter) {
    return caller.ask(Call.get(filter.on(Target.of(ALL)).with("after", after)), Page.class);
  }

  /// Those that are looked for, as they stand now, until there is nothing more. One that changes
  /// meanwhile comes again.
  public Paged<PaymentRequest> all(PaymentRequestFilter filter) {
    return new Paged<>(
        after -> {
          Page page = changedAfter(after, filter);
          boolean isOver = page.next().equals(after) || page.next().equals("0");
          return new Paged.Page<>(
              page.requests(), isOver ? Optional.empty() : Optional.of(page.next()));
        });
  }

  /// Pays what a customer of this bank is asked for; accepted is not paid yet, and goes on by
  /// itself. Accepted again it is the same.
  public PaymentRequest accept(String id) {
    return decide(id, "/acceptance", Map.of(), "");
  }

  /// Only if it is what was read.
  public PaymentRequest accept(Tagged<PaymentRequest> read) {
    return decide(read.value().id(), "/acceptance", Map.of(), read.tag());
  }

  /// Refuses what a customer of this bank is asked for.
  ///
  /// @param reason for the payee
  public PaymentRequest refuse(String id, String reason) {
    return decide(id, "/refusal", Map.of("reason", reason), "");
  }

  /// Takes a request back that was made here, unless the payer has decided.
  public PaymentRequest cancel(String id) {
    return decide(id, "/cancellation", Map.of(), "");
  }

  private PaymentRequest decide(String id, String how, Map<String, String> body, String tag) {
    return caller.ask(Call.same(Target.of(ONE + how, id), body).when(tag), PaymentRequest.class);
  }
}
