package kz.digitaltenge.notary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private final Intake<String> intake = new Intake<>(3);

  @Test
  void aFullQueueTakesNothingMoreFromItsNodeAndStillServesOthers() {
    for (int i = 0; i < 3; i++) {
      assertThat(intake.offer("A", "for A")).isTrue();
    }
    assertThat(intake.offer("A", "for A")).isFalse();
    assertThat(intake.offer("B", "for B")).isTrue();
  }

  @Test
  void nodesAreServedInTurn() throws InterruptedException {
    intake.offer("A", "for A");
    intake.offer("A", "for A");
    intake.offer("A", "for A");
    intake.offer("B", "for B");
    assertThat(intake.take(4)).containsExactly("for A", "for B", "for A", "for A");
  }

  @Test
  void noMoreIsTakenThanAskedFor() throws InterruptedException {
    intake.offer("A", "for A");
    intake.offer("B", "for B");
    assertThat(intake.take(1)).hasSize(1);
    assertThat(intake.take(1)).hasSize(1);
  }

  @Test
  void closingGivesBackWhatWaitsAndTakesNothingMore() throws InterruptedException {
    intake.offer("A", "for A");
    List<String> left = intake.close();
    assertThat(left).hasSize(1);
    assertThat(intake.offer("A", "for A")).isFalse();
    assertThat(intake.take(1)).isEmpty();
  }
}
