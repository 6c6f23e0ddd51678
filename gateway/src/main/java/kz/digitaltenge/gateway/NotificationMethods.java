package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.trust.signed.KeptNotifications;

/// What was sent to which webhook and when, as it was kept when it went out (C06, N5).
final class NotificationMethods {
  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final String WEBHOOK = "webhook";
  private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,17}");

  private final String bank;
  private final Supplier<SentMessages> sent;
  private final Semaphore looks = new Semaphore(GatewayLimits.LOOKS_AT_ONCE_MAX);

  NotificationMethods(String bank, Supplier<SentMessages> sent) {
    this.bank = bank;
    this.sent = sent;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/v1/notifications", this::list));
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, LIMIT, WEBHOOK));
    int limit = query.limit();
    long after = query.value(AFTER).map(NotificationMethods::position).orElse(-1L);
    if (!call.isOwn()) {
      throw Admission.refused(call, "notifications of " + bank);
    }
    KeptNotifications.Page page = page(after, limit, query.value(WEBHOOK).orElse(""));
    Map<String, Object> shown =
        Json.object("notifications", page.rows().stream().map(NotificationMethods::shown).toList());
    page.next().ifPresent(next -> shown.put("next", String.valueOf(next)));
    return new Reply.Done(Reply.OK, shown);
  }

  /// Each look reads files, so that there are only so many at once.
  private KeptNotifications.Page page(long after, int limit, String webhook) {
    if (!looks.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The notifications that were kept",
              "limit",
              GatewayLimits.LOOKS_AT_ONCE_MAX)
          .exception();
    }
    try {
      return sent.get().kept(after, limit, webhook);
    } finally {
      looks.release();
    }
  }

  private static Map<String, Object> shown(KeptNotifications.Row row) {
    String message = new String(row.description().toArray(), UTF_8);
    Map<String, Object> shown =
        Json.object(
            "id",
            String.valueOf(row.position()),
            WEBHOOK,
            row.webhook(),
            "url",
            row.url(),
            "at",
            row.at().toString(),
            "key",
            key(message),
            "message",
            message,
            "signature",
            row.signature());
    row.cameOf()
        .ifPresent(
            cameOf -> {
              shown.put("result", cameOf.result().name());
              shown.put("resultAt", cameOf.at().toString());
              if (cameOf.status() > 0) {
                shown.put("status", cameOf.status());
              }
            });
    return shown;
  }

  private static String key(String message) {
    String name = "idempotency-key:";
    return message
        .lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(name.length()))
        .orElse("");
  }

  private static long position(String text) {
    if (!POSITION.matcher(text).matches()) {
      throw Malformed.field(AFTER, "it is not what an answer called next");
    }
    return Long.parseLong(text);
  }
}
