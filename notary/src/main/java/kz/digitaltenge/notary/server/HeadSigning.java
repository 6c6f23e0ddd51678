package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.NotaryProtocol.MemberHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs this member's heads, one for each entry and in their order, after the entry's signatures
/// were verified here. An entry that does not hold ends the signing for good: whatever follows
/// stands on it.
///
/// Every entry's head is signed, also when a newer one waits already, because members that skip
/// differently would never agree on one; but not one whose time is not of about now. The next is.
final class HeadSigning implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeadSigning.class);

  /// Entries applied and not yet verified; beyond it the applying thread waits.
  private static final int PENDING_MAX = 512;

  private static final Duration ROOM_WAIT = Duration.ofMillis(50);

  /// Looks at an entry's signatures; what it finds wrong is the evidence of the alarm.
  @FunctionalInterface
  interface Review {
    Optional<String> fault();
  }

  /// @param head absent for an entry that came again after a restart and is not the last of them
  private record Pending(
      Optional<LogHead> head, long index, CompletableFuture<Optional<String>> fault) {}

  private final String member;
  private final Signer signer;
  private final LogTimeWatch time;
  private final Consumer<MemberHead> signed;
  private final LongConsumer verifiedUpTo;
  private final Predicate<LogHead> maySign;
  private final Consumer<RuntimeException> failed;
  private final BlockingQueue<Pending> pending = new ArrayBlockingQueue<>(PENDING_MAX);
  private final ExecutorService reviewers;
  private final Thread thread;

  private volatile boolean closed;

  /// Why signing ended, if it did.
  private volatile Optional<String> alarm = Optional.empty();

  /// @param signed takes each signature made, on the signing thread
  /// @param verifiedUpTo told the index of each entry that held, in order
  /// @param failed told why this member can sign no more, and must stop
  /// @param maySign false while the state came from another member and no majority vouches for it
  HeadSigning(
      MemberConfig config,
      LogTimeWatch time,
      Consumer<MemberHead> signed,
      LongConsumer verifiedUpTo,
      Predicate<LogHead> maySign,
      Consumer<RuntimeException> failed) {
    this.member = config.name();
    this.signer = config.headSigner();
    this.time = time;
    this.signed = signed;
    this.verifiedUpTo = verifiedUpTo;
    this.maySign = maySign;
    this.failed = failed;
    this.reviewers =
        Executors.newFixedThreadPool(
            config.tuning().verifiers(),
            Thread.ofPlatform().daemon().name("notary-review-", 1).factory());
    this.thread = Thread.ofPlatform().daemon().name("notary-head").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Optional<String> alarm() {
    return alarm;
  }

  /// The head after an entry that this member verified before it proposed it.
  void verified(LogHead head, long index) throws InterruptedException {
    pending.put(
        new Pending(Optional.of(head), index, CompletableFuture.completedFuture(Optional.empty())));
  }

  /// The head after an entry that is to be reviewed beside the apply path.
  void toReview(Optional<LogHead> head, long index, Review review) throws InterruptedException {
    CompletableFuture<Optional<String>> fault;
    try {
      fault = CompletableFuture.supplyAsync(review::fault, reviewers);
    } catch (RejectedExecutionException _) {
      return;
    }
    put(new Pending(head, index, fault));
  }

  /// Waits for room, but not for a thread that has ended.
  private void put(Pending next) throws InterruptedException {
    boolean taken = false;
    while (!taken && !closed) {
      taken = pending.offer(next, ROOM_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void run() {
    try {
      while (alarm.isEmpty()) {
        Pending next = pending.take();
        alarm = next.fault().join();
        if (alarm.isEmpty()) {
          verifiedUpTo.accept(next.index());
          if (next.head().isPresent()) {
            sign(next.head().get(), next.index());
          }
        }
      }
      LOG.error(
          "This member signs nothing more: entry verification failed. {} Keep its data folder as"
              + " evidence and ask who led the notary.",
          alarm.orElse(""));
      discard();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A thread that died unnoticed would hold up the entries behind it for ever.
      if (!closed) {
        failed.accept(e);
      }
    }
  }

  /// Nothing more is signed, and nothing waits for it.
  private void discard() throws InterruptedException {
    while (true) {
      pending.take();
    }
  }

  private void sign(LogHead head, long index) {
    if (!time.isTimely(head, index) || !maySign.test(head)) {
      return;
    }
    signed.accept(new MemberHead(head, new MemberSignature(member, signer.sign(head.message()))));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    reviewers.shutdownNow();
    pending.drainTo(new ArrayList<>());
  }
}
