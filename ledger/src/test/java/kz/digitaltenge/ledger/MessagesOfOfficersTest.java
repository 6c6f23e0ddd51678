package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

  private static final Resolution RESOLUTION =
      new Resolution(
          new PublicKey(SchemeId.P256, Bytes.fromHex("02" + "11".repeat(32))),
          "KZ86563DT00000000002");

  private static final Set<Block.Scope> ALL_BUT_SENDING =
      Set.of(Block.Scope.RECEIVE, Block.Scope.CONVERT, Block.Scope.ONBOARD);

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
  void aResolutionTellsWhoAdministersAndWhereTheMoneyGoes() {
    BlockOrder order = resolution(Optional.of(BANK), ALL_BUT_SENDING, Optional.empty());

    assertThat(BlockOrder.ofMessage(order.message())).isEqualTo(order);
    assertThat(BlockOrder.decode(order.encode())).isEqualTo(order);
    assertThat(order.block().saysTheSameAs(withoutResolution(order.block()))).isFalse();
    byte[] changed = order.message();
    changed[changed.length - 1] = '3';
    assertThat(BlockOrder.ofMessage(changed)).isNotEqualTo(order);
    assertThat(order.isCopyOf(BlockOrder.ofMessage(changed))).isFalse();
  }

  @Test
  void aResolutionIsOfOneBankWithoutAnEndAndLeavesSendingAlone() {
    Optional<Instant> never = Optional.empty();
    for (ThrowingCallable wrong :
        List.<ThrowingCallable>of(
            () -> resolution(Optional.empty(), ALL_BUT_SENDING, never),
            () -> resolution(Optional.of(BANK), Set.of(), never),
            () -> resolution(Optional.of(BANK), Set.of(Block.Scope.values()), never),
            () -> resolution(Optional.of(BANK), Set.of(Block.Scope.RECEIVE), never),
            () ->
                resolution(
                    Optional.of(BANK), ALL_BUT_SENDING, Optional.of(Instant.ofEpochSecond(90))))) {
      assertThatIllegalArgumentException().isThrownBy(wrong);
    }
  }

  /// The same bytes with one scope more or fewer are no order at all.
  @Test
  void noBytesSayAResolutionOfOtherOperations() {
    byte[] message = resolution(Optional.of(BANK), ALL_BUT_SENDING, Optional.empty()).message();
    byte[] node = BANK.value().getBytes(US_ASCII);
    int mask = indexOf(message, node) + node.length + 1;
    // Refunds and cashing out go on: 16 and 32.
    assertThat(message[mask]).isEqualTo((byte) 62);
    for (byte other : new byte[] {28, 50, 54, 58, 61, 63}) {
      message[mask] = other;
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> BlockOrder.ofMessage(message));
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
  }

  private static BlockOrder resolution(
      Optional<NodeId> node, Set<Block.Scope> scopes, Optional<Instant> until) {
    var block =
        new Block(node, scopes, until, "Gone", Instant.ofEpochSecond(60), Optional.of(RESOLUTION));
    return new BlockOrder(NETWORK, 8, block, List.of());
  }

  private static Block withoutResolution(Block block) {
    return new Block(block.node(), block.scopes(), block.until(), block.reason(), block.at());
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
