package kz.digitaltenge.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.gateway.webhook.Letter;
import kz.digitaltenge.ledger.codec.Bytes;

/// How an event is written, in the stream and in notifications alike, and how its position is.
final class EventJson {
  private static final Pattern POSITION = Pattern.compile("-?[1-9][0-9]{0,17}|0");

  private static final Map<String, String> MEMBERS =
      Map.of(
          "REQUEST_", "request",
          "REGISTER_", "register",
          "STANDING_", "standingOrder",
          "PAYMENT_", "payment",
          "CONVERSION_", "conversion",
          "MANDATE_", "mandate");

  private EventJson() {}

  static Map<String, Object> of(EventLine event) {
    Map<String, Object> shown =
        Json.object(
            "id", String.valueOf(event.position()),
            "kind", event.name(),
            "account", event.account(),
            "at", event.at().toString());
    event
        .payment()
        .ifPresent(
            payment -> {
              shown.put("payment", payment.payment().value());
              shown.put("transaction", payment.transaction().toString());
              shown.put("currency", payment.asset().code());
              shown.put("amount", payment.amount().toString());
              shown.put("counterparty", payment.counterparty());
              AccountMethods.putMark(shown, payment.mark());
              payment.refundOf().ifPresent(of -> shown.put("refundOf", of.toString()));
              ToldFields.put(shown, payment.remittance());
            });
    event.order().ifPresent(order -> put(shown, event, order));
    return shown;
  }

  private static void put(Map<String, Object> shown, EventLine event, EventLine.OfOrder order) {
    member(event).ifPresent(name -> shown.put(name, order.id()));
    order.number().ifPresent(number -> shown.put("number", number));
    order
        .sum()
        .ifPresent(
            sum -> {
              shown.put("currency", sum.currency());
              shown.put("amount", sum.amount().toString());
            });
    order.code().ifPresent(code -> shown.put("code", code.name()));
    order.detail().ifPresent(detail -> shown.put("detail", detail));
  }

  /// The member that has the id of what an event is of; of a kind that only the node knows, its
  /// name may tell.
  private static Optional<String> member(EventLine event) {
    Kind kind = event.kind();
    return switch (kind) {
      case REQUEST_RECEIVED,
          REQUEST_SENT,
          REQUEST_REOPENED,
          REQUEST_PAID,
          REQUEST_REFUSED,
          REQUEST_CANCELLED,
          REQUEST_EXPIRED ->
          Optional.of("request");
      case REGISTER_DONE, REGISTER_REFUSED -> Optional.of("register");
      case STANDING_PAYMENT_DELAYED,
          STANDING_PAYMENT_LATE,
          STANDING_PAYMENT_FAILED,
          STANDING_PAYMENT_MISSED,
          STANDING_ORDER_DONE,
          STANDING_ORDER_CANCELLED ->
          Optional.of("standingOrder");
      case PAYMENT_AWAITING_APPROVAL,
          PAYMENT_APPROVED,
          PAYMENT_REFUSED,
          PAYMENT_WITHDRAWN,
          PAYMENT_EXPIRED ->
          Optional.of("payment");
      case CONVERSION_DONE,
          CONVERSION_FAILED,
          CONVERSION_GIVEN_BACK,
          STOCK_CONVERSION_ASKED,
          STOCK_CONVERSION_DONE,
          STOCK_CONVERSION_REFUSED ->
          Optional.of("conversion");
      case ACCOUNT_SUSPENDED, ACCOUNT_FROZEN, ACCOUNT_REOPENED, ACCOUNT_CLOSED ->
          Optional.of("evidence");
      case LIMITS_CHANGED -> Optional.of("limit");
      case MANDATE_SET, MANDATE_ENDED -> Optional.of("mandate");
      case BANK_BLOCKED, BANK_BLOCK_LIFTED, NETWORK_HALTED, NETWORK_RESUMED -> Optional.of("order");
      case UNKNOWN ->
          MEMBERS.entrySet().stream()
              .filter(each -> event.name().startsWith(each.getKey()))
              .map(Map.Entry::getValue)
              .findFirst();
      case ACCOUNT_OPENED, PAYMENT_RECEIVED, PAYMENT_SENT, PAYMENT_VOID, PAYMENT_NEVER ->
          throw new IllegalArgumentException(kind + " is of no order");
    };
  }

  /// How a program is told of an event.
  static Letter letter(String bank, EventLine event) {
    Map<String, Object> body = Json.object("bank", bank);
    body.putAll(of(event));
    return new Letter(event.position(), bank + ":" + event.position(), Bytes.of(Json.bytes(body)));
  }

  /// @throws PlatformException `MALFORMED_REQUEST` when no answer said this
  static long position(String field, String text) {
    if (!POSITION.matcher(text).matches()) {
      throw Malformed.field(field, "it is not what an answer called next");
    }
    return Long.parseLong(text);
  }
}
