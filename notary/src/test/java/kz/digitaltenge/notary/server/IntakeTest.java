package kz.digitaltenge.notary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.codec.Bytes;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private final Intake intake = new Intake(3);

  @Test
  void aFullQueueTakesNothingMoreFromItsNodeAndStillServesOthers() {
    for (int i = 0; i < 3; i++) {
      assertThat(intake.offer(from("A"))).isTrue();
    }
    assertThat(intake.offer(from("A"))).isFalse();
    assertThat(intake.offer(from("B"))).isTrue();
  }

  @Test
  void nodesAreServedInTurn() throws InterruptedException {
    intake.offer(from("A"));
    intake.offer(from("A"));
    intake.offer(from("A"));
    intake.offer(from("B"));
    assertThat(intake.take(4).stream().map(Intake.Waiting::node))
        .containsExactly("A", "B", "A", "A");
  }

  @Test
  void noMoreIsTakenThanAskedFor() throws InterruptedException {
    intake.offer(from("A"));
    intake.offer(from("B"));
    assertThat(intake.take(1)).hasSize(1);
    assertThat(intake.take(1)).hasSize(1);
  }

  @Test
  void closingGivesBackWhatWaitsAndTakesNothingMore() throws InterruptedException {
    intake.offer(from("A"));
    List<Intake.Waiting> left = intake.close();
    assertThat(left).hasSize(1);
    assertThat(intake.offer(from("A"))).isFalse();
    assertThat(intake.take(1)).isEmpty();
  }

  private static Intake.Waiting from(String node) {
    return new Intake.Waiting(node, Bytes.empty(), new CompletableFuture<>());
  }
}
