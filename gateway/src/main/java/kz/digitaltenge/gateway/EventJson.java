package kz.digitaltenge.gateway;

import java.util.Map;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.EventLine;

/// How an event is written, in the stream and in notifications alike, and how its position is.
final class EventJson {
  private static final Pattern POSITION = Pattern.compile("-?[1-9][0-9]{0,17}|0");

  private EventJson() {}

  static Map<String, Object> of(EventLine event) {
    Map<String, Object> shown =
        Json.object(
            "id", String.valueOf(event.position()),
            "kind", event.kind().name(),
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
            });
    return shown;
  }

  /// @throws PlatformException `MALFORMED_REQUEST` when no answer said this
  static long position(String field, String text) {
    if (!POSITION.matcher(text).matches()) {
      throw Malformed.field(field, "it is not what an answer called next");
    }
    return Long.parseLong(text);
  }
}
