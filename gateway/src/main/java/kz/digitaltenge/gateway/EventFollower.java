package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.gateway.webhook.Letter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one caller of events as they happen, in the form of server-sent events. Reads on only when
/// the caller has taken what was told, so a slow one costs no memory; one who takes nothing for as
/// long as an answer may take is left. One thread.
final class EventFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventFollower.class);

  /// What is kept of told events names this as its webhook.
  static final String STREAM = "stream";

  private static final int PAGE_EVENTS = 100;

  /// Of the node for an event, so that a stop is noticed.
  private static final Duration WAIT = Duration.ofSeconds(2);

  /// After nothing: a node that is stopping answers at once.
  private static final Duration REST = Duration.ofMillis(100);

  private final Wish wish;
  private final Supplier<NodeOperations> node;
  private final SentMessages sent;
  private final InstantSource clock;
  private final CountDownLatch stopping;
  private final Runnable end;

  /// What the caller asked for.
  ///
  /// @param target of the request, as on the request line; each event's signature is over it
  record Wish(String bank, String target, long after, EventKinds kinds, Duration beat) {}

  /// @param stopping zero when the gateway stops
  /// @param end of its place among the streams
  EventFollower(
      Wish wish,
      Supplier<NodeOperations> node,
      SentMessages sent,
      InstantSource clock,
      CountDownLatch stopping,
      Runnable end) {
    this.wish = wish;
    this.node = node;
    this.sent = sent;
    this.clock = clock;
    this.stopping = stopping;
    this.end = end;
  }

  /// Returns when its time is over, the gateway stops, the node does not answer or the caller has
  /// gone.
  void follow(OutputStream to, Deadlines deadlines) {
    Instant over = clock.instant().plus(GatewayLimits.STREAM_MAX);
    Instant told = clock.instant();
    long position = wish.after();
    try {
      write("retry: 1000\n\n", to, deadlines);
      while (stopping.getCount() > 0 && clock.instant().isBefore(over)) {
        List<EventLine> page = node.get().events(position, PAGE_EVENTS, WAIT);
        position = page.isEmpty() ? position : page.getLast().position();
        String text = text(page);
        if (!text.isEmpty()) {
          write(text, to, deadlines);
          told = clock.instant();
        } else if (!clock.instant().isBefore(told.plus(wish.beat()))) {
          write(beat(position), to, deadlines);
          told = clock.instant();
        } else if (page.isEmpty() && stopping.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.debug("The reader of a stream of events has gone", e);
    } catch (PlatformException e) {
      LOG.warn("A stream of events ends: {}", e.problem().forLog());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.run();
  }

  private static void write(String text, OutputStream to, Deadlines deadlines) throws IOException {
    try (var _ = deadlines.begin()) {
      to.write(text.getBytes(UTF_8));
      to.flush();
    }
  }

  /// Each event under a signature of its own; kept is one over the whole page, before it goes out:
  /// who reads a long history again and again fills no disk.
  private String text(List<EventLine> page) {
    List<EventLine> wanted = page.stream().filter(wish.kinds()::wants).toList();
    if (wanted.isEmpty()) {
      return "";
    }
    var text = new StringBuilder();
    var data = new StringBuilder();
    for (EventLine event : wanted) {
      Letter letter = EventJson.letter(wish.bank(), event);
      String body = new String(letter.body().toArray(), UTF_8);
      text.append("id: ").append(event.position());
      text.append("\nevent: ").append(event.name());
      text.append("\nsignature: ")
          .append(sent.signed(described(letter.key(), letter.body().trusted())));
      text.append("\ndata: ").append(body).append("\n\n");
      data.append(body).append('\n');
    }
    String key =
        "%s:%d-%d"
            .formatted(wish.bank(), wanted.getFirst().position(), wanted.getLast().position());
    var _ = sent.told(described(key, data.toString().getBytes(UTF_8)), STREAM, wish.target());
    return text.toString();
  }

  private MessageDescription.Notification described(String key, byte[] body) {
    return new MessageDescription.Notification(
        wish.bank(),
        "GET",
        wish.target(),
        new BoundFields(ApiFields.JSON, key, ""),
        Hash.sha256(body));
  }

  /// Tells nobody of anything, but who comes back knows where it was.
  private static String beat(long position) {
    return position == EventLine.BEGINNING ? ":\n\n" : ":\nid: " + position + "\n\n";
  }
}
