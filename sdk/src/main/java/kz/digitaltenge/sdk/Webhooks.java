package kz.digitaltenge.sdk;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Webhooks of the bank; `NotificationCheck` verifies what they bring.
public final class Webhooks {
  private static final String ALL = "/v1/webhooks";
  private static final String ONE = "/v1/webhooks/{id}";

  private final Caller caller;

  Webhooks(Caller caller) {
    this.caller = caller;
  }

  /// Has events told from the first one on; the same URL and kinds again are the same webhook.
  ///
  /// @param kinds none for all
  public Webhook create(URI url, Set<Event.Kind> kinds) {
    return create(url, kinds, Events.BEGINNING);
  }

  /// Has events told that happen after a position of the stream.
  public Webhook create(URI url, Set<Event.Kind> kinds, String after) {
    Map<String, Object> wish = Json.object("url", url.toString());
    if (!kinds.isEmpty()) {
      wish.put("kinds", kinds.stream().map(Enum::name).sorted().toList());
    }
    if (!after.isEmpty()) {
      wish.put("after", after);
    }
    return caller.ask(Call.same(Target.of(ALL), wish), Webhook.class);
  }

  public List<Webhook> all() {
    return caller.ask(Call.get(Target.of(ALL)), WebhooksPage.class).webhooks();
  }

  record WebhooksPage(List<Webhook> webhooks) {}

  public Webhook webhook(String id) {
    return caller.ask(Call.get(Target.of(ONE, id)), Webhook.class);
  }

  /// Ends a webhook and forgets its dead letters. Told that there is none, after an answer was
  /// lost, it was done.
  public Webhook remove(String id) {
    return caller.ask(Call.delete(Target.of(ONE, id)), Webhook.class);
  }

  public Paged<Webhook.DeadLetter> deadLetters(String id) {
    return new Paged<>(
        after -> {
          var page =
              caller.ask(
                  Call.get(Target.of(ONE + "/dead-letters", id).with("after", after)),
                  DeadLettersPage.class);
          return new Paged.Page<>(page.deadLetters(), page.next());
        });
  }

  record DeadLettersPage(List<Webhook.DeadLetter> deadLetters, Optional<String> next) {}

  /// What was sent to webhooks and when, each attempt, the oldest first.
  ///
  /// @param id only what was sent to this one, which may be removed since; empty for all
  public Paged<Webhook.Notification> notifications(String id) {
    return new Paged<>(
        after -> {
          var page =
              caller.ask(
                  Call.get(Target.of("/v1/notifications").with("after", after).with("webhook", id)),
                  NotificationsPage.class);
          return new Paged.Page<>(page.notifications(), page.next());
        });
  }

  record NotificationsPage(List<Webhook.Notification> notifications, Optional<String> next) {}

  /// Tries a dead letter once more; each call is one attempt, so it is never repeated by itself.
  ///
  /// @param event its position
  public Webhook.Replayed retry(String id, String event) {
    return caller.ask(
        Call.once(Target.of(ONE + "/replay", id), Json.object("event", event)),
        Webhook.Replayed.class);
  }

  /// Tells everything after a position again.
  public Webhook rewind(String id, String after) {
    return caller.ask(
        Call.same(Target.of(ONE + "/replay", id), Json.object("after", after)), Webhook.class);
  }
}
