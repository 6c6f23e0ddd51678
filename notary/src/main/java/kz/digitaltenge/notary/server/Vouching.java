package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.notary.NotaryProtocol.MemberHead;

/// Gets this member the majority's word for a state that came from another member: it asks the
/// others for the newest head they have with a majority's signatures, until one covers the state.
///
/// Every member shows the heads it signs, but only once. One that just came back may have missed
/// them, and when another is lost at that moment, the only signatures that vouch for it are those
/// that the third has kept: without them two of three live members would decide nothing.
final class Vouching implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(500);

  private final MemberLinks links;
  private final MemberState state;
  private final Heads heads;
  private final Consumer<MemberHead> taken;
  private final AtomicBoolean seeking = new AtomicBoolean();
  private volatile boolean closed;

  /// @param taken gets each signature that others show, to be verified
  Vouching(MemberLinks links, MemberState state, Heads heads, Consumer<MemberHead> taken) {
    this.links = links;
    this.state = state;
    this.heads = heads;
    this.taken = taken;
  }

  /// Asks about a state just received; a majority may have signed the very head it was made at.
  void seekFor(LogHead received) {
    heads.applied(received);
    seek();
  }

  /// Asks until this member's state is vouched for; at once if it is.
  void seek() {
    if (!isVouchedFor() && seeking.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("notary-vouching").start(this::run);
    }
  }

  private boolean isVouchedFor() {
    return state.isVouchedFor(heads.newest());
  }

  private void run() {
    try {
      while (!closed && !isVouchedFor()) {
        ask();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      seeking.set(false);
    }
    // Another state may have come between the last look and the end.
    if (!closed) {
      seek();
    }
  }

  private void ask() {
    for (CompletableFuture<Optional<SignedHead>> answer : links.askNewest()) {
      answer
          .completeOnTimeout(Optional.empty(), ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .join()
          .ifPresent(this::take);
    }
  }

  private void take(SignedHead head) {
    head.signatures().forEach(signature -> taken.accept(new MemberHead(head.head(), signature)));
  }

  @Override
  public void close() {
    closed = true;
  }
}
