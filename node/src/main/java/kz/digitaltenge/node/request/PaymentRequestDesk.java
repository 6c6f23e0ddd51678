package kz.digitaltenge.node.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.PaymentRequestLine;
import kz.digitaltenge.api.operator.PaymentRequestOperations;
import kz.digitaltenge.api.operator.PaymentRequestOrder;
import kz.digitaltenge.api.operator.PaymentRequestPart;
import kz.digitaltenge.api.operator.PaymentRequestSearch;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.operator.Times;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;

/// Requests to pay for the bank's own programs: reads what they typed.
public final class PaymentRequestDesk implements PaymentRequestOperations {
  private final Requests requests;
  private final NodeParts parts;
  private final CustomerOperations customers;
  private final Function<AccountId, Optional<String>> names;

  /// @param customers who finds payers by an alias
  /// @param names what payees disclose
  public PaymentRequestDesk(
      Requests requests,
      NodeParts parts,
      CustomerOperations customers,
      Function<AccountId, Optional<String>> names) {
    this.requests = requests;
    this.parts = parts;
    this.customers = customers;
    this.names = names;
  }

  @Override
  public PaymentRequestLine ask(PaymentRequestOrder order) {
    PaymentId name = TypedText.payment(order.request());
    AccountId payee = TypedText.account("account", order.account());
    var asset = TypedText.asset(order.currency(), parts.network().get().current());
    var amount = TypedText.amount(order.amount());
    String purpose = purpose(order.purpose());
    Instant expiresAt = time(order.expiresAt());
    AccountId payer =
        order.alias().isEmpty()
            ? TypedText.account("payer", order.payer())
            : new AccountId(
                customers.payee(Request.payment(parts.self(), name).value(), order.alias(), ""));
    return line(
        requests.ask(
            new PayRequest(
                name,
                payee,
                names.apply(payee).orElse(""),
                payer,
                asset,
                amount,
                purpose,
                expiresAt)));
  }

  @Override
  public PaymentRequestLine cancel(String request) {
    return line(requests.cancel(TypedText.payment(request)));
  }

  @Override
  public PaymentRequestLine accept(String request) {
    return line(requests.accept(TypedText.payment(request)));
  }

  @Override
  public PaymentRequestLine refuse(String request, String reason) {
    return line(requests.refuse(TypedText.payment(request), purpose(reason)));
  }

  @Override
  public PaymentRequestLine request(String request) {
    return line(requests.find(TypedText.payment(request)));
  }

  @Override
  public PaymentRequestPart changedAfter(PaymentRequestSearch search, long position, int limit) {
    TypedText.requireLimit(limit);
    var time = Times.Stretch.of(search.from(), search.until());
    RequestBook.Part found =
        requests.changedAfter(
            new RequestBook.Wanted(
                TypedText.given(
                    search.side(), text -> TypedText.oneOf("side", text, Side.values())),
                TypedText.given(search.account(), text -> TypedText.account("account", text)),
                TypedText.given(
                    search.state(), text -> TypedText.oneOf("state", text, Stage.values())),
                time.from(),
                time.until()),
            position,
            limit);
    return new PaymentRequestPart(found.requests().stream().map(this::line).toList(), found.next());
  }

  private static String purpose(String text) {
    String purpose = text.strip();
    if (purpose.length() > PayRequest.PURPOSE_LENGTH_MAX
        || purpose.chars().anyMatch(Character::isISOControl)) {
      throw TypedText.malformed(
          "purpose",
          "it is not one line of at most %d characters".formatted(PayRequest.PURPOSE_LENGTH_MAX));
    }
    return purpose;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException _) {
      throw TypedText.malformed("expiresAt", "it is no time such as 2026-12-01T14:00:00Z");
    }
  }

  private PaymentRequestLine line(Request now) {
    PayRequest terms = now.terms();
    return new PaymentRequestLine(
        now.id().value(),
        now.side().name(),
        now.peer().value(),
        terms.payee().value(),
        terms.payeeName(),
        terms.payer().value(),
        terms.asset(),
        terms.amount(),
        terms.purpose(),
        terms.expiresAt(),
        now.stage().name(),
        now.payment(parts.self()).value(),
        now.createdAt(),
        now.changedAt(),
        now.position(),
        now.note());
  }
}
