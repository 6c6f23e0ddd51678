package kz.digitaltenge.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who leaves the queue with whom. Nothing here depends on how fast the machine is: what must come
/// is waited for, and what must not come cannot.
@Timeout(60)
final class AppendQueueTest {
  private final AppendQueue queue = new AppendQueue();

  @Test
  void aLoneAppendLeavesAloneHoweverSoonAfterTheLast() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      Append append = urgent(i);
      queue.offer(append);
      assertThat(queue.next()).containsExactly(append);
    }
  }

  @Test
  void whatWaitsLeavesTogether() throws InterruptedException {
    List<Append> some = offerUrgent(3);
    assertThat(queue.next()).isEqualTo(some);
  }

  @Test
  void afterSeveralAtOnceTheNextWaitsForCompany() throws InterruptedException {
    var now = new AtomicLong();
    var still = new AppendQueue(now::get);
    Append first = urgent(1);
    Append second = urgent(2);
    still.offer(first);
    still.offer(second);
    assertThat(still.next()).containsExactly(first, second);

    Append early = urgent(3);
    still.offer(early);
    var next = CompletableFuture.supplyAsync(() -> next(still));
    // While time stands still one or two more do not let it go.
    Append late = urgent(4);
    still.offer(late);
    assertThat(next.completeOnTimeout(List.of(), 200, TimeUnit.MILLISECONDS).join()).isEmpty();
    now.addAndGet(AppendQueue.BETWEEN_URGENT_MAX.toNanos());
  }

  @Test
  void manyDoNotWait() throws InterruptedException {
    offerUrgent(2);
    queue.next();
    List<Append> many = offerUrgent(AppendQueue.URGENT_APPENDS_ENOUGH);
    assertThat(queue.next()).isEqualTo(many);
  }

  @Test
  void aClosedQueueGivesWhatItHasAtOnceAndThenNothing() throws InterruptedException {
    offerUrgent(2);
    queue.next();
    List<Append> last = offerUrgent(1);
    queue.close();
    assertThat(queue.next()).isEqualTo(last);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.offer(urgent(9))).isEqualTo(AppendQueue.Offer.CLOSED);
  }

  @Test
  void lazyOnesLeaveWhenNothingElseHappens() throws InterruptedException {
    Append lazy = new Append(List.of(new VaultRecord.HeadSeen(1, Bytes.of(new byte[] {1}))));
    queue.offer(lazy);
    assertThat(queue.next()).containsExactly(lazy);
  }

  @Test
  void lazyOnesAreNotKeptWaitingForGood() throws InterruptedException {
    Append lazy = new Append(List.of(new VaultRecord.HeadSeen(1, Bytes.of(new byte[] {1}))));
    queue.offer(lazy);
    boolean left = false;
    for (int turn = 0; turn <= AppendQueue.URGENT_TURNS_MAX && !left; turn++) {
      queue.offer(urgent(turn));
      left = queue.next().contains(lazy);
    }
    assertThat(left).isTrue();
  }

  private static List<Append> next(AppendQueue queue) {
    try {
      return queue.next();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Append> offerUrgent(int count) {
    List<Append> some = IntStream.range(0, count).mapToObj(AppendQueueTest::urgent).toList();
    some.forEach(each -> assertThat(queue.offer(each)).isEqualTo(AppendQueue.Offer.TAKEN));
    return some;
  }

  private static Append urgent(int epoch) {
    return new Append(
        List.of(new VaultRecord.ParametersAdopted(epoch, Bytes.of(new byte[] {(byte) epoch}))));
  }
}
