package kz.digitaltenge.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Follows a bank's events over connections that stay open; [Events#follow] begins it. Any thread
/// may call.
///
/// One thread reads and calls the handler. An event counts as handled when the handler returns, and
/// only then is asked for what comes after it, whatever is lost in between. What comes with a
/// position at or below that of the last is passed over, so nothing comes twice.
public final class Following implements AutoCloseable {
  private static final String PATH = "/v1/events/stream";
  private static final long BEAT_MAX_SECONDS = 15;

  /// Of the time for an answer: so many beats may be missed before a connection counts as lost.
  private static final long BEATS = 3;

  private final Gateway gateway;
  private final Consumer<Event> handler;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /// Held while the handler is at work, which nobody may interrupt.
  private final ReentrantLock handling = new ReentrantLock();

  private final Thread reader;
  private volatile String position;
  private volatile boolean isClosed;

  /// Attempts that came to nothing since something was told. Of the reader's thread.
  private int failures;

  /// Whom it asks.
  ///
  /// @param open all that have begun and not ended; those who close the client close them
  record Gateway(
      Exchange exchange, Patience patience, RandomGenerator random, Set<Following> open) {}

  private Following(Gateway gateway, String after, Consumer<Event> handler) {
    this.gateway = gateway;
    this.position = after;
    this.handler = handler;
    this.reader =
        Thread.ofVirtual().name("events of " + gateway.exchange().bank()).unstarted(this::run);
  }

  static Following begin(Gateway gateway, String after, Consumer<Event> handler) {
    // Refused now when it cannot be a position.
    var _ = target(gateway, after);
    var following = new Following(gateway, after, handler);
    gateway.open().add(following);
    following.reader.start();
    return following;
  }

  /// The position of the last event that was handled, or that it began after.
  public String position() {
    return position;
  }

  /// Waits until it ends: by [#close], or by a failure that no repeating mends, which is thrown.
  ///
  /// @throws UntrustedMessageException when an answer or an event is not the bank's; its handler
  ///   was not called
  /// @throws RefusedException when the bank says no
  public void await() throws InterruptedException {
    try {
      var _ = end.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e);
    }
  }

  /// Ends it. When this returns the handler is at work no more, and is not called again, unless it
  /// is the handler that calls this.
  @Override
  public void close() {
    isClosed = true;
    if (handling.isHeldByCurrentThread()) {
      return;
    }
    handling.lock();
    try {
      reader.interrupt();
    } finally {
      handling.unlock();
    }
    var _ = end.handle((_, _) -> true).join();
  }

  /// Whether this is called by its handler.
  boolean isHandling() {
    return handling.isHeldByCurrentThread();
  }

  private void run() {
    try {
      while (!isClosed) {
        Optional<Duration> asked = followOnce();
        if (!isClosed) {
          Thread.sleep(pause(asked));
        }
      }
      end.complete(null);
    } catch (InterruptedException _) {
      end.complete(null);
    } catch (RuntimeException | Error e) {
      if (isClosed && e instanceof CallFailedException) {
        end.complete(null);
      } else {
        end.completeExceptionally(e);
      }
    } finally {
      gateway.open().remove(this);
    }
  }

  /// As long as one connection lasts; returns how long the gateway asks to wait.
  private Optional<Duration> followOnce() throws InterruptedException {
    String target = target(gateway, position);
    failures++;
    try {
      return switch (gateway.exchange().open(Call.get(new Target(target)))) {
        case Exchange.Opened.Stream(InputStream events) -> {
          read(events, target);
          yield Optional.empty();
        }
        case Exchange.Opened.Not(Exchange.Outcome why) -> later(why);
      };
    } catch (CertificateStatusUnknownException _) {
      // Somebody may say it later.
      return Optional.empty();
    }
  }

  private Optional<Duration> later(Exchange.Outcome why) {
    return switch (why) {
      case Exchange.Outcome.Answered _, Exchange.Outcome.Unreachable _, Exchange.Outcome.Lost _ ->
          Optional.empty();
      case Exchange.Outcome.Refused(Problem problem, Optional<Duration> after) -> {
        if (!isForLater(problem)) {
          throw new RefusedException(problem);
        }
        yield after;
      }
    };
  }

  /// The JDK sends a GET again by itself when a connection breaks, which looks like a replay.
  private boolean isForLater(Problem problem) {
    return switch (problem.retry()) {
      case LATER, SAME_REQUEST -> true;
      case NEVER, AFTER_CORRECTION, UNKNOWN ->
          failures == 1 && problem.code().equals("SIGNED_MESSAGE_REFUSED");
    };
  }

  private void read(InputStream stream, String target) throws InterruptedException {
    int blocks = 0;
    try (var events = new EventStream(stream, gateway.patience().answer())) {
      for (Optional<EventStream.Block> block = events.next();
          block.isPresent() && !isClosed;
          block = events.next()) {
        // The first says only that there is a stream.
        failures = blocks++ == 0 ? failures : 0;
        if (block.get().isEvent()) {
          handle(block.get(), target);
        }
      }
    } catch (IOException _) {
      // The connection is lost; the next one begins after what was handled.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void handle(EventStream.Block block, String target) {
    String key = gateway.exchange().bank() + ":" + block.id();
    Event event = gateway.exchange().told(target, key, block.signatures(), block.data());
    if (!String.valueOf(event.id()).equals(block.id())) {
      throw new UntrustedMessageException("The event " + key + " is another");
    }
    handling.lock();
    try {
      if (!isClosed && isAfter(event)) {
        handler.accept(event);
        position = String.valueOf(event.id());
      }
    } finally {
      handling.unlock();
    }
  }

  private boolean isAfter(Event event) {
    return position.isEmpty() || event.id() > Long.parseLong(position);
  }

  /// On top of what the gateway asks for, as between attempts of a call.
  private Duration pause(Optional<Duration> asked) {
    long most = gateway.patience().pauseAfter(Math.max(failures, 1)).toMillis();
    return asked.orElse(Duration.ZERO).plusMillis(gateway.random().nextLong(most + 1));
  }

  /// A beat tells that the connection is there; without kinds nothing is left out, so that its
  /// position, which is not signed, is of no use.
  private static String target(Gateway gateway, String after) {
    if (!after.isEmpty()) {
      var _ = Long.parseLong(after);
    }
    long beat = Math.clamp(gateway.patience().answer().toSeconds() / BEATS, 1, BEAT_MAX_SECONDS);
    return Target.of(PATH).with("after", after).with("beat", String.valueOf(beat)).text();
  }
}
