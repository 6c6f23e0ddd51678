package kz.digitaltenge.node.purse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.digitaltenge.ledger.PaymentId;

/// A payment in the queue of a pouch. The future decides between an answer and a withdrawal that
/// meet.
final class QueuedTurn implements ReservationAnswer.Turn {
  final PaymentId holder;
  final long tiyn;

  private final Pouch pouch;
  private final CompletableFuture<ReservationAnswer> answer = new CompletableFuture<>();
  private final AtomicBoolean withdrawn = new AtomicBoolean();

  QueuedTurn(Pouch pouch, PaymentId holder, long tiyn) {
    this.pouch = pouch;
    this.holder = holder;
    this.tiyn = tiyn;
  }

  @Override
  public CompletableFuture<ReservationAnswer> answer() {
    return answer;
  }

  @Override
  public void withdraw() {
    if (!withdrawn.compareAndSet(false, true)) {
      return;
    }
    Pouch.hand(pouch.withdraw(this));
    if (!answer.cancel(false)) {
      giveBack(answer.resultNow());
    }
  }

  /// Called outside the pouch.
  void complete(ReservationAnswer given) {
    if (!answer.complete(given)) {
      giveBack(given);
    }
  }

  private void giveBack(ReservationAnswer given) {
    if (given instanceof ReservationAnswer.Granted(var reservation)) {
      Pouch.hand(pouch.release(reservation));
    }
  }
}
