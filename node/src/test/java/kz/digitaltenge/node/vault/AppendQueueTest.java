package kz.digitaltenge.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    offerUrgent(2);
    queue.next();
    List<Append> some = offerUrgent(1);
    var next = CompletableFuture.supplyAsync(this::next);
    // Comes while the writer waits, or leaves by itself after the wait: never lost, never doubled.
    List<Append> more = offerUrgent(1);
    List<Append> first = next.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
    if (first.size() == 2) {
      assertThat(first).containsExactly(some.getFirst(), more.getFirst());
    } else {
      assertThat(first).isEqualTo(some);
      assertThat(next()).isEqualTo(more);
    }
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

  private List<Append> next() {
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
