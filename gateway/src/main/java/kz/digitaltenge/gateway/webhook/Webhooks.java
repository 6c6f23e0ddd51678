package kz.digitaltenge.gateway.webhook;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.gateway.webhook.Webhook.Wish;
import kz.digitaltenge.trust.KeyFiles;

/// The webhooks of one bank. Any thread may call.
public final class Webhooks implements AutoCloseable {
  private final String bank;
  private final WebhookSetting setting;
  private final Supplier<NodeOperations> node;
  private final Function<EventLine, Letter> letters;
  private final InstantSource clock;
  private final Post post;

  @GuardedBy("this")
  private final Map<String, Courier> couriers = new TreeMap<>();

  private Webhooks(
      String bank,
      WebhookSetting setting,
      SentMessages sent,
      Supplier<NodeOperations> node,
      Consumer<Delivery> attempts,
      Function<EventLine, Letter> letters) {
    this.bank = bank;
    this.setting = setting;
    this.node = node;
    this.letters = letters;
    this.clock = setting.clock();
    this.post = new Post(bank, sent, setting.receivers(), setting.limits().answer(), attempts);
  }

  /// Goes on with the webhooks of the folder.
  ///
  /// @param attempts told what came of each
  /// @param letters how an event is told
  public static Webhooks open(
      String bank,
      WebhookSetting setting,
      SentMessages sent,
      Supplier<NodeOperations> node,
      Consumer<Delivery> attempts,
      Function<EventLine, Letter> letters) {
    var webhooks = new Webhooks(bank, setting, sent, node, attempts, letters);
    try {
      webhooks.start();
      return webhooks;
    } catch (RuntimeException e) {
      webhooks.close();
      throw e;
    }
  }

  /// What is known of a webhook.
  ///
  /// @param position of the last event that needs no telling any more
  public record View(Webhook webhook, long position, long deadLetters, Optional<Trouble> trouble) {}

  /// Makes a webhook that begins after a position. The same wish again is the same webhook, which
  /// stays where it is.
  ///
  /// @throws PlatformException `RECEIVER_NOT_ALLOWED` or `TOO_MANY_WEBHOOKS`
  public synchronized View create(Wish wish, long after) {
    var webhook = new Webhook(wish, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Courier known = couriers.get(webhook.id());
    if (known != null) {
      return view(known);
    }
    setting
        .receivers()
        .objection(wish.url())
        .ifPresent(
            reason -> {
              throw Problem.of(ErrorCode.RECEIVER_NOT_ALLOWED, "url", wish.url(), "reason", reason)
                  .exception();
            });
    if (couriers.size() == WebhookLimits.WEBHOOKS_MAX) {
      throw Problem.of(ErrorCode.TOO_MANY_WEBHOOKS, "limit", WebhookLimits.WEBHOOKS_MAX)
          .exception();
    }
    folder(webhook.id()).create(webhook, after);
    return view(begin(webhook));
  }

  public synchronized List<View> all() {
    return couriers.values().stream().map(this::view).toList();
  }

  /// One webhook.
  ///
  /// @throws PlatformException `UNKNOWN_WEBHOOK`, as the other methods with an id
  public synchronized View one(String id) {
    return view(courier(id));
  }

  /// Returns, with how it was, when nothing is on its way to it any more.
  public synchronized View remove(String id) {
    Courier courier = courier(id);
    courier.close();
    View last = view(courier);
    folder(id).remove();
    couriers.remove(id);
    return last;
  }

  /// By position, those after one.
  public List<DeadLetter> deadLetters(String id, long after, int limit) {
    var _ = one(id);
    return folder(id).deadLetters(after, limit);
  }

  /// Tries a dead letter once more; it is gone when it was delivered.
  ///
  /// @return why it was not
  /// @throws PlatformException `UNKNOWN_DEAD_LETTER`
  public Optional<String> retry(String id, long position) throws InterruptedException {
    Courier courier;
    synchronized (this) {
      courier = courier(id);
    }
    DeadLetter dead =
        folder(id)
            .deadLetter(position)
            .orElseThrow(
                () ->
                    Problem.of(ErrorCode.UNKNOWN_DEAD_LETTER, "event", position, "webhook", id)
                        .exception());
    return courier.retry(dead);
  }

  /// Tells everything after a position again.
  public synchronized View rewind(String id, long after) {
    Courier courier = courier(id);
    courier.close();
    folder(id).moveTo(after);
    return view(begin(courier.webhook()));
  }

  @Override
  public synchronized void close() {
    couriers.values().forEach(Courier::close);
    post.close();
  }

  private synchronized void start() {
    KeyFiles.makeFolder(setting.folder());
    try (Stream<Path> places = Files.list(setting.folder())) {
      for (Path place : places.sorted().toList()) {
        var folder = new WebhookFolder(place);
        folder.webhook().ifPresentOrElse(this::begin, folder::remove);
      }
    } catch (IOException e) {
      throw Problem.of(ErrorCode.STORAGE_FAILED, "path", setting.folder(), "reason", e.toString())
          .exception(e);
    }
  }

  @GuardedBy("this")
  private Courier begin(Webhook webhook) {
    var courier =
        new Courier(webhook, folder(webhook.id()), post, node, letters, setting.limits(), clock);
    couriers.put(webhook.id(), courier);
    courier.start();
    return courier;
  }

  @GuardedBy("this")
  private Courier courier(String id) {
    Courier courier = couriers.get(id);
    if (courier == null) {
      throw unknown(id, bank);
    }
    return courier;
  }

  /// Also what banks are told that may not know.
  public static PlatformException unknown(String id, String bank) {
    return Problem.of(ErrorCode.UNKNOWN_WEBHOOK, "webhook", id, "bank", bank).exception();
  }

  /// Notifications that are delivered to nobody any more unless somebody has them tried again, of
  /// all webhooks.
  public long deadLetters() {
    List<Courier> all;
    synchronized (this) {
      all = List.copyOf(couriers.values());
    }
    return all.stream().mapToLong(each -> folder(each.webhook().id()).deadLetterCount()).sum();
  }

  private View view(Courier courier) {
    var folder = folder(courier.webhook().id());
    return new View(
        courier.webhook(), folder.position(), folder.deadLetterCount(), courier.trouble());
  }

  private WebhookFolder folder(String id) {
    return new WebhookFolder(setting.folder().resolve(id));
  }
}
