package kz.digitaltenge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import org.junit.jupiter.api.Test;

/// What officers sign tells again what it says, and nothing else is taken for it (A4, C12).
class MessagesOfOfficersTest {
  private static final Hash NETWORK = Hash.sha256(new byte[] {1});
  private static final NodeId BANK = new NodeId("HSBKKZKX");

  private static final BlockOrder ORDER =
      new BlockOrder(
          NETWORK,
          7,
          new Block(
              Optional.of(BANK),
              Set.of(Block.Scope.SEND),
              Optional.of(Instant.ofEpochSecond(90)),
              "Under inspection",
              Instant.ofEpochSecond(60)),
          List.of());

  private static final ApprovedStep STEP =
      new ApprovedStep(
          NETWORK,
          new Asset(new NodeId("NBRKKZKX"), "KZT"),
          ApprovedStep.Kind.ISSUE,
          BANK,
          Amount.ofTenge(50),
          Optional.of(ApprovedStep.confirmation(ApprovedStep.Kind.ISSUE, "word")),
          "large");

  @Test
  void tellsAgainWhatItSays() {
    assertThat(BlockOrder.ofMessage(ORDER.message())).isEqualTo(ORDER);
    assertThat(ApprovedStep.ofMessage(STEP.message())).isEqualTo(STEP);
  }

  @Test
  void theOneIsNotTakenForTheOther() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> BlockOrder.ofMessage(STEP.message()));
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ApprovedStep.ofMessage(ORDER.message()));
  }

  @Test
  void nothingShorterOrLongerIsTaken() {
    byte[] order = ORDER.message();
    byte[] step = STEP.message();
    for (int length = 0; length <= Math.max(order.length, step.length) + 1; length++) {
      byte[] ofOrder = Arrays.copyOf(order, length);
      byte[] ofStep = Arrays.copyOf(step, length);
      if (length != order.length) {
        assertThatExceptionOfType(MalformedException.class)
            .isThrownBy(() -> BlockOrder.ofMessage(ofOrder));
      }
      if (length != step.length) {
        assertThatExceptionOfType(MalformedException.class)
            .isThrownBy(() -> ApprovedStep.ofMessage(ofStep));
      }
    }
  }
}
