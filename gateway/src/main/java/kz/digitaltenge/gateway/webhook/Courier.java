package kz.digitaltenge.gateway.webhook;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.NodeOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the events of one webhook: those of one account one after the other, those of different
/// accounts side by side, a page at a time. The position moves on when each of a page is delivered
/// or a dead letter, so a kill repeats some and loses none. What cannot be written down is written
/// later; nothing goes on meanwhile.
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Webhook webhook;
  private final WebhookFolder folder;
  private final Post post;
  private final Supplier<NodeOperations> node;
  private final Function<EventLine, Letter> letters;
  private final WebhookLimits limits;
  private final InstantSource clock;
  private final Semaphore lanes = new Semaphore(WebhookLimits.LANES_MAX);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final ExecutorService threads;

  /// How it ended with a letter.
  private enum End {
    TOLD,
    REFUSED,
    PUT_OFF,
    STOPPED
  }

  @GuardedBy("this")
  private Optional<Trouble> trouble = Optional.empty();

  Courier(
      Webhook webhook,
      WebhookFolder folder,
      Post post,
      Supplier<NodeOperations> node,
      Function<EventLine, Letter> letters,
      WebhookLimits limits,
      InstantSource clock) {
    this.webhook = webhook;
    this.folder = folder;
    this.post = post;
    this.node = node;
    this.letters = letters;
    this.limits = limits;
    this.clock = clock;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook " + webhook.id() + " ", 0).factory());
  }

  void start() {
    threads.execute(this::run);
  }

  Webhook webhook() {
    return webhook;
  }

  synchronized Optional<Trouble> trouble() {
    return trouble;
  }

  /// Tries a dead letter once more; it is gone when it was delivered.
  ///
  /// @return why it was not
  Optional<String> retry(DeadLetter dead) throws InterruptedException {
    return switch (post.send(webhook, dead.letter())) {
      case Attempt.Delivered() -> {
        folder.forget(dead.letter().position());
        yield Optional.empty();
      }
      case Attempt.Refused(String reason) -> Optional.of(reason);
      case Attempt.PutOff(String reason) -> Optional.of(reason);
      case Attempt.Away(String reason) -> Optional.of(reason);
    };
  }

  /// Returns when nothing is on its way any more.
  @Override
  public void close() {
    stopping.countDown();
    synchronized (folder) {
      var _ = threads.shutdownNow();
    }
    threads.close();
  }

  private void run() {
    try {
      while (!isStopping(Duration.ZERO)) {
        goOn();
      }
    } catch (InterruptedException _) {
      // It stops; the position on disk tells where to go on.
    }
  }

  /// From where the disk says, until it is to stop or something goes wrong.
  private void goOn() throws InterruptedException {
    try {
      long position = folder.position();
      while (!isStopping(Duration.ZERO)) {
        List<EventLine> page = page(position);
        if (!page.isEmpty() && deliver(page)) {
          position = page.getLast().position();
          moveTo(position);
        }
      }
    } catch (RuntimeException e) {
      LOG.error("The webhook {} begins again where it was", webhook.id(), e);
      failed("the gateway cannot go on");
      var _ = isStopping(limits.pauseMax());
    }
  }

  /// Empty, after a pause, while the node is not there.
  private List<EventLine> page(long position) throws InterruptedException {
    try {
      List<EventLine> page =
          node.get().events(position, WebhookLimits.PAGE_EVENTS, WebhookLimits.EVENT_WAIT);
      if (page.isEmpty()) {
        // A node that is stopping answers at once.
        var _ = isStopping(limits.pauseMin());
      }
      return page;
    } catch (RuntimeException e) {
      if (stopping.getCount() > 0) {
        LOG.warn("The webhook {} waits for the node: {}", webhook.id(), e.toString());
      }
      var _ = isStopping(limits.pauseMax());
      return List.of();
    }
  }

  /// @return false when it was told to stop before everything was delivered or dead
  private boolean deliver(List<EventLine> page) {
    Map<String, List<Letter>> accounts = new LinkedHashMap<>();
    for (EventLine event : page) {
      if (webhook.wish().wants(event.kind())) {
        accounts.computeIfAbsent(event.account(), _ -> new ArrayList<>()).add(letters.apply(event));
      }
    }
    var isBroken = new AtomicBoolean();
    List<CompletableFuture<Boolean>> ends =
        accounts.values().stream()
            .map(lane -> CompletableFuture.supplyAsync(() -> walk(lane, isBroken), threads))
            .toList();
    // Fails when one has failed, and only after the last has ended: none goes on beside a restart.
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    return ends.stream().allMatch(CompletableFuture::join);
  }

  /// @param isBroken whether a lane of the page has failed, which ends all
  private boolean walk(List<Letter> lane, AtomicBoolean isBroken) {
    try {
      // What a receiver puts off for too long holds up an account once a page, not once a letter.
      Duration putOffMax = limits.putOffMax();
      for (Letter letter : lane) {
        End end = deliver(letter, putOffMax, isBroken);
        if (end == End.STOPPED) {
          return false;
        }
        if (end == End.PUT_OFF) {
          putOffMax = Duration.ZERO;
        }
      }
      return true;
    } catch (InterruptedException _) {
      return false;
    } catch (RuntimeException | Error e) {
      isBroken.set(true);
      throw e;
    }
  }

  private End deliver(Letter letter, Duration putOffMax, AtomicBoolean isBroken)
      throws InterruptedException {
    Duration pause = limits.pauseMin();
    // Of the pauses alone: a clock that is set ahead makes nothing a dead letter.
    Duration putOff = Duration.ZERO;
    int refusals = 0;
    while (!isBroken.get()) {
      switch (send(letter)) {
        case Attempt.Delivered() -> {
          succeeded();
          return End.TOLD;
        }
        case Attempt.Refused(String reason) -> {
          failed(reason);
          if (++refusals == limits.refusalsMax()) {
            bury(letter, reason);
            return End.REFUSED;
          }
        }
        case Attempt.PutOff(String reason) -> {
          failed(reason);
          if (putOff.compareTo(putOffMax) >= 0) {
            bury(letter, reason);
            return End.PUT_OFF;
          }
          putOff = putOff.plus(pause);
        }
        case Attempt.Away(String reason) -> failed(reason);
      }
      if (isStopping(pause)) {
        return End.STOPPED;
      }
      pause = shorter(pause.multipliedBy(2), limits.pauseMax());
    }
    return End.STOPPED;
  }

  private void bury(Letter letter, String reason) throws InterruptedException {
    var dead = new DeadLetter(letter, reason, clock.instant());
    write(() -> folder.bury(dead));
    LOG.warn("A notification of the webhook {} is dead: {}", webhook.id(), reason);
  }

  /// Pauses hold no place on the road.
  private Attempt send(Letter letter) throws InterruptedException {
    lanes.acquire();
    try {
      return post.send(webhook, letter);
    } finally {
      lanes.release();
    }
  }

  private void moveTo(long position) throws InterruptedException {
    write(() -> folder.moveTo(position));
  }

  /// Again and again until the disk takes it.
  private void write(Runnable work) throws InterruptedException {
    Duration pause = limits.pauseMin();
    while (!isWritten(work)) {
      if (isStopping(pause)) {
        throw new InterruptedException();
      }
      pause = shorter(pause.multipliedBy(2), limits.pauseMax());
    }
  }

  private boolean isWritten(Runnable work) throws InterruptedException {
    synchronized (folder) {
      requireNoInterrupt();
      try {
        work.run();
        return true;
      } catch (PlatformException e) {
        LOG.warn("The webhook {} waits for its disk: {}", webhook.id(), e.problem().forLog());
        failed("the gateway cannot write down how far it is");
        return false;
      }
    }
  }

  /// An interrupt in the middle of a write would end it, so none comes then and none waits.
  private static void requireNoInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private synchronized void succeeded() {
    trouble = Optional.empty();
  }

  private synchronized void failed(String reason) {
    Instant since = trouble.map(Trouble::since).orElseGet(clock::instant);
    trouble = Optional.of(new Trouble(since, reason));
  }

  private boolean isStopping(Duration within) throws InterruptedException {
    return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
