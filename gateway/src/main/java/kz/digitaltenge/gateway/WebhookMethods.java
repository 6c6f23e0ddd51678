package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.gateway.webhook.DeadLetter;
import kz.digitaltenge.gateway.webhook.Webhook;
import kz.digitaltenge.gateway.webhook.Webhooks;

/// Where a bank's programs want to be told of events (C08).
final class WebhookMethods {
  private static final String AFTER = "after";
  private static final String EVENT = "event";
  private static final String KINDS = "kinds";
  private static final String LIMIT = "limit";
  private static final String ONE = "/v1/webhooks/{id}";
  private static final String URL = "url";

  private final String bank;
  private final Supplier<Webhooks> webhooks;

  WebhookMethods(String bank, Supplier<Webhooks> webhooks) {
    this.bank = bank;
    this.webhooks = webhooks;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/webhooks", this::create),
        new Route("GET", "/v1/webhooks", this::list),
        new Route("GET", ONE, this::one),
        new Route("DELETE", ONE, this::remove, ONE),
        new Route("GET", ONE + "/dead-letters", this::deadLetters),
        new Route("POST", ONE + "/replay", this::replay, ONE));
  }

  private Reply create(Call call) {
    if (!call.isOwn()) {
      throw Admission.refused(call, "webhooks of " + bank);
    }
    var fields = BodyFields.of(call, Set.of(URL, KINDS, AFTER));
    var wish = new Webhook.Wish(url(fields.text(URL)), kinds(fields));
    return new Reply.Done(Reply.CREATED, webhook(webhooks.get().create(wish, after(fields))));
  }

  private Reply list(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    List<Webhooks.View> all = call.isOwn() ? webhooks.get().all() : List.of();
    return new Reply.Done(
        Reply.OK, Json.object("webhooks", all.stream().map(WebhookMethods::webhook).toList()));
  }

  private Reply one(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return new Reply.Done(Reply.OK, webhook(webhooks.get().one(call.id())));
  }

  private Reply remove(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return new Reply.Done(Reply.OK, webhook(webhooks.get().remove(call.id())));
  }

  private Reply deadLetters(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, LIMIT));
    int limit = query.limit();
    long after =
        query.value(AFTER).map(text -> EventJson.position(AFTER, text)).orElse(EventLine.BEGINNING);
    requireOwn(call);
    // One more than asked for tells whether there are more.
    List<DeadLetter> found = webhooks.get().deadLetters(call.id(), after, limit + 1);
    List<DeadLetter> shown = found.stream().limit(limit).toList();
    Map<String, Object> page =
        Json.object("deadLetters", shown.stream().map(WebhookMethods::deadLetter).toList());
    if (found.size() > shown.size()) {
      page.put("next", String.valueOf(shown.getLast().letter().position()));
    }
    return new Reply.Done(Reply.OK, page);
  }

  /// A dead letter once more, or everything after a position again.
  private Reply replay(Call call) {
    var fields = BodyFields.of(call, Set.of(EVENT, AFTER));
    Optional<String> event = fields.optional(EVENT);
    if (event.isPresent() == fields.optional(AFTER).isPresent()) {
      throw Malformed.body("it has one of \"event\" and \"after\"");
    }
    requireOwn(call);
    return event.isPresent()
        ? retry(call.id(), EventJson.position(EVENT, event.get()))
        : new Reply.Done(Reply.OK, webhook(webhooks.get().rewind(call.id(), after(fields))));
  }

  private Reply retry(String id, long event) {
    Optional<String> refusal;
    try {
      refusal = webhooks.get().retry(id, event);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.STOPPING, "part", "The gateway").exception();
    }
    Map<String, Object> shown =
        Json.object(EVENT, String.valueOf(event), "delivered", refusal.isEmpty());
    refusal.ifPresent(reason -> shown.put("reason", reason));
    return new Reply.Done(Reply.OK, shown);
  }

  /// To others this bank's webhooks are like those that nobody made.
  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw Webhooks.unknown(call.id(), bank);
    }
  }

  private static long after(BodyFields fields) {
    return fields
        .optional(AFTER)
        .map(text -> EventJson.position(AFTER, text))
        .orElse(EventLine.BEGINNING);
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw Malformed.field("\"url\"", "it is no URL");
    }
  }

  private static Set<Kind> kinds(BodyFields fields) {
    List<String> names = fields.texts(KINDS);
    if (names.isEmpty()) {
      return Kind.known();
    }
    Map<String, Kind> known =
        Kind.known().stream().collect(Collectors.toMap(Kind::name, kind -> kind));
    var kinds = EnumSet.noneOf(Kind.class);
    for (String name : names) {
      Kind kind = known.get(name);
      if (kind == null) {
        throw Malformed.field("\"kinds\"", "there is no kind " + name);
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private static Map<String, Object> webhook(Webhooks.View view) {
    Webhook webhook = view.webhook();
    Map<String, Object> shown =
        Json.object(
            "id",
            webhook.id(),
            URL,
            webhook.wish().url().toString(),
            KINDS,
            EnumSet.copyOf(webhook.wish().kinds()).stream().map(Kind::name).toList(),
            "createdAt",
            webhook.createdAt().toString(),
            "deadLetters",
            view.deadLetters());
    if (view.position() != EventLine.BEGINNING) {
      shown.put("position", String.valueOf(view.position()));
    }
    view.trouble()
        .ifPresent(
            trouble -> {
              shown.put("failingSince", trouble.since().toString());
              shown.put("reason", trouble.reason());
            });
    return shown;
  }

  private static Map<String, Object> deadLetter(DeadLetter dead) {
    return Json.object(
        EVENT,
        String.valueOf(dead.letter().position()),
        "reason",
        dead.reason(),
        "at",
        dead.at().toString(),
        "body",
        Json.read(new String(dead.letter().body().toArray(), UTF_8)));
  }
}
