package kz.digitaltenge.adapters.abs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.emulator.CoreOperator;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator makes the emulator do is what the central bank sees.
class CoreOperatorTest {
  @TempDir private Path folder;
  private CoreFixture fixture;
  private Caller caller;
  private CoreOperator operator;
  private IsoCoreBanking core;

  @BeforeEach
  void start() {
    fixture = new CoreFixture(folder);
    caller = fixture.operator();
    operator = new CoreOperator(caller);
    core = fixture.adapter();
  }

  @AfterEach
  void stop() {
    operator.close();
    core.close();
    fixture.close();
  }

  private CoreAnswer debit(String id, long tenge) {
    return core.settle(new CoreOrder(id, Direction.DEBIT, HALYK, Amount.ofTenge(tenge)));
  }

  @Test
  void aRefusalIsForGoodAndTheNextOrderIsNotRefused() {
    assertThat(operator.refuseNext(1)).contains("orders to refuse 1");

    assertThat(debit("A", 1)).isInstanceOf(CoreAnswer.Refused.class);
    assertThat(debit("B", 1)).isInstanceOf(CoreAnswer.Settled.class);
    assertThat(debit("A", 1)).isInstanceOf(CoreAnswer.Refused.class);
  }

  @Test
  void aLostAnswerWasBookedAndADoubledOneIsTakenOnce() {
    operator.loseNext(1);
    operator.doubleNext(1);

    assertThat(debit("A", 1)).isInstanceOf(CoreAnswer.Unknown.class);
    assertThat(debit("A", 1)).isInstanceOf(CoreAnswer.Settled.class);
    assertThat(debit("B", 2)).isInstanceOf(CoreAnswer.Settled.class);
    assertThat(operator.status()).contains(HALYKS + " " + HALYK + " 997.00");
  }

  @Test
  void nothingIsBookedWhileItIsClosed() {
    assertThat(operator.closeFor(Duration.ofMinutes(10)))
        .contains("closed until " + OPEN.plusSeconds(600));

    assertThat(debit("A", 1)).isEqualTo(new CoreAnswer.OutsideHours(OPEN.plusSeconds(600)));
    fixture.now.set(OPEN.plusSeconds(600));
    assertThat(debit("A", 1)).isInstanceOf(CoreAnswer.Settled.class);
  }

  @Test
  void moneyComesFromElsewhereAndAnAccountIsClosed() {
    assertThat(operator.deposit(HALYKS, Amount.ofTenge(5))).contains("1005.00");
    assertThat(operator.close(HALYKS)).contains("1005.00 closed");

    fixture.restart();
    assertThat(debit("A", 1)).isInstanceOf(CoreAnswer.Refused.class);
  }

  @Test
  void anotherParticipantsOperatorsAreNotObeyed() {
    String before = operator.status();

    try (Caller other = fixture.operator(HALYK)) {
      assertThatThrownBy(() -> new CoreOperator(other).deposit(HALYKS, Amount.ofTenge(5)))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }

    assertThat(operator.status()).isEqualTo(before);
  }

  private static List<String> noCommands() {
    return List.of(
        "nonsense",
        "lose",
        "lose x",
        "lose -1",
        "lose 1001",
        "delay 600001",
        "closed 99999999999999999999",
        "deposit KZ00 1",
        "deposit " + HALYKS,
        "deposit " + HALYKS + " 1000000000000000",
        "deposit " + HALYKS + " 1.001",
        "close KZ00",
        "status ".repeat(40),
        "<Document/>");
  }

  @Test
  void whatIsNoCommandEndsTheConnectionAndChangesNothing() {
    String before = operator.status();

    for (String words : noCommands()) {
      assertThatThrownBy(() -> caller.ask(words.getBytes(UTF_8), Optional::of))
          .as(words)
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
      assertThat(operator.status()).as(words).isEqualTo(before);
    }
    fixture.restart();
    assertThat(operator.status()).isEqualTo(before);
  }
}
