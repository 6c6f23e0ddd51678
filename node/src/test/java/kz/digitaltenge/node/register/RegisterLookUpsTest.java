package kz.digitaltenge.node.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.RegisterOrder.Row;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.Payout.Name;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.register.Registers.PayeeFinder;
import kz.digitaltenge.node.vault.Holding;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Registers at an ID centre that lets a bank ask only so much, with a clock that only waiting
/// moves (S07, C07).
class RegisterLookUpsTest extends RegisterFixture {
  private static final LookUpShare.Bounds ENOUGH = new LookUpShare.Bounds(1_000_000, 1_000_000);
  private static final int TRIES_MAX = 3;

  private Instant time = NOW;
  private int asked;
  private int misses;

  /// What the centre lets the bank ask in a minute, and in vain in an hour.
  private int perMinute = 1_000_000;

  private int missesPerHour = 600;
  private Instant minute = NOW;
  private int inMinute;
  private Instant silentUntil = Instant.MIN;
  private Problem awayFor = Problem.of(ErrorCode.PAYEE_NOT_FOUND);

  private AccountId find(PaymentId payment, Alias alias) {
    asked++;
    if (!time.isBefore(minute.plus(Duration.ofMinutes(1)))) {
      minute = time;
      inMinute = 0;
    }
    if (time.isBefore(silentUntil) || misses >= missesPerHour || inMinute >= perMinute) {
      throw quota();
    }
    inMinute++;
    if (alias.value().equals(PHONE)) {
      return HANDLE;
    }
    misses++;
    throw awayFor.exception();
  }

  private static PlatformException quota() {
    return Problem.of(
            ErrorCode.LOOKUP_QUOTA_REACHED, "bank", "HSBKKZKX", "limit", 1, "period", "PT1M")
        .exception();
  }

  @Override
  void rest() {
    pass(Duration.ofSeconds(30));
  }

  private void pass(Duration duration) {
    time = time.plus(duration);
    assertThat(time).as("a register comes to its end").isBefore(NOW.plus(Duration.ofDays(1)));
  }

  /// Waits without waiting.
  private final class Clockwork implements Tasks {
    @Override
    public void start(String name, Runnable task) {
      tasks.start(name, task);
    }

    @Override
    public <T> T await(CompletableFuture<T> result, Duration timeout) {
      return tasks.await(result, timeout);
    }

    @Override
    public void sleep(Duration duration) {
      pass(duration);
    }

    @Override
    public <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout) {
      tasks.settleAfter(result, otherwise, timeout);
    }
  }

  private Registers registers(LookUpShare.Bounds share) {
    return registers(this::find, new Clockwork(), byHand(share));
  }

  private static RegisterPace byHand(LookUpShare.Bounds share) {
    return new RegisterPace(
        0, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(30), TRIES_MAX, share);
  }

  private Registers registers(PayeeFinder finder, Tasks waiting, RegisterPace pace) {
    var place =
        new Registers.Place(
            ledger, finder, Signatories.NONE, Holding.of(TestNetwork.KZT), waiting, () -> time);
    var neighbourhood =
        new Registers.Neighbourhood(
            NETWORK::view,
            "601",
            account -> account.equals(AIGUL),
            new FakePayers(COMPANY, available, List.of()));
    return new Registers(book, neighbourhood, place, pace);
  }

  private static List<Row> phones(int rows, String phone) {
    return IntStream.rangeClosed(1, rows).mapToObj(row -> toPhone(row, phone, "1")).toList();
  }

  private PayoutRegister paidByPhone(Registers registers, String id, List<Row> rows) {
    return paid(registers, order(id, String.valueOf(rows.size()), rows));
  }

  /// Forty minutes' worth, and three tries.
  @Test
  void aRegisterThatTakesManyMinutesOfTheQuotaComesToItsEnd() {
    int lines = 2_000;
    perMinute = 50;

    PayoutRegister done = paidByPhone(registers(ENOUGH), "A", phones(lines, PHONE));

    assertThat(done.stage()).isEqualTo(Stage.DONE);
    assertThat(done.counts())
        .isEqualTo(new PayoutRegister.Counts(lines, Amount.ofTenge(lines), 0, 0));
    assertThat(Duration.between(NOW, time))
        .isBetween(Duration.ofMinutes(39), Duration.ofMinutes(45));
    // One question a look that found the quota used up, and not one a line.
    assertThat(asked).isLessThan(lines + 100);
  }

  @Test
  void theQuotaEndsNoLineHoweverLongItLasts() {
    silentUntil = NOW.plus(Duration.ofHours(1));

    PayoutRegister done = paidByPhone(registers(ENOUGH), "A", phones(20, PHONE));

    assertThat(done.stage()).isEqualTo(Stage.DONE);
    assertThat(done.counts().paid()).isEqualTo(20);
    assertThat(time).isAfterOrEqualTo(silentUntil);
  }

  /// Before, all 600 misses of the bank's hour went to one register, and the last fifty lines and
  /// every customer were told that the quota was reached.
  @Test
  void aRegisterOfPayeesWhomNobodyKnowsIsRefusedAfterAHundred() {
    PayoutRegister refused = paidByPhone(registers(ENOUGH), "A", phones(650, NOBODYS_PHONE));

    assertThat(refused.stage()).isEqualTo(Stage.REFUSED);
    assertThat(refused.counts()).isEqualTo(new PayoutRegister.Counts(0, Amount.ZERO, 100, 550));
    assertThat(book.payouts(refused.seq(), Optional.of(Name.REFUSED), 0, 650))
        .extracting(Payout::state)
        .containsOnly(new Payout.State.Refused(Problem.of(ErrorCode.PAYEE_NOT_FOUND)));
    assertThat(misses).isEqualTo(100);
    assertThat(ledger.payments()).isZero();
  }

  @Test
  void aKillForgetsNoMiss() {
    PayoutRegister taken = taken(registers(ENOUGH), order("A", "650", phones(650, NOBODYS_PHONE)));
    book.found(
        taken.seq(),
        IntStream.rangeClosed(1, 60)
            .<RegisterBook.Found>mapToObj(
                place ->
                    new RegisterBook.Found.Nobody(place, Problem.of(ErrorCode.PAYEE_NOT_FOUND)))
            .toList(),
        NOW);

    run(registers(ENOUGH), taken);

    assertThat(misses).isEqualTo(40);
    assertThat(book.find("A").orElseThrow().stage()).isEqualTo(Stage.REFUSED);
  }

  @Test
  void registersLeaveCustomersAShareOfTheMissesAndOfTheQuestions() {
    Registers registers = registers(new LookUpShare.Bounds(1_000, 150));
    var _ = paidByPhone(registers, "A", phones(200, NOBODYS_PHONE));
    assertThat(time).isEqualTo(NOW);

    // Fifty more, and then it waits for the next hour.
    PayoutRegister second = paidByPhone(registers, "B", phones(200, NOBODYS_PHONE));
    assertThat(second.stage()).isEqualTo(Stage.REFUSED);
    assertThat(second.counts().refused()).isEqualTo(100);
    assertThat(Duration.between(NOW, time)).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));

    Instant before = time.plus(Duration.ofHours(2));
    time = before;
    PayoutRegister third =
        paidByPhone(registers(new LookUpShare.Bounds(10, 150)), "C", phones(100, PHONE));
    assertThat(third.stage()).isEqualTo(Stage.DONE);
    assertThat(Duration.between(before, time))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  void whoIsAwayInEachOfSomePassesThatBringNothingIsNotWaitedForLonger() {
    awayFor = Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "KCJBKZKX", "reason", "away");
    List<Row> rows = List.of(toPhone(1, PHONE, "1"), toPhone(2, NOBODYS_PHONE, "1"));

    PayoutRegister refused = paidByPhone(registers(ENOUGH), "A", rows);

    assertThat(refused.stage()).isEqualTo(Stage.REFUSED);
    assertThat(misses).isEqualTo(TRIES_MAX);
  }

  /// There is room for two, and two wait for the ID centre.
  @Test
  void whoWaitsForTheQuotaKeepsNoOtherFromBeingPaid() {
    var answers = new AtomicBoolean();
    PayeeFinder finder =
        (_, _) -> {
          if (!answers.get()) {
            throw quota();
          }
          return HANDLE;
        };
    Registers registers = registers(finder, tasks, pace(2, 4));
    for (String id : List.of("A", "B")) {
      var _ = taken(registers, order(id, "3", phones(3, PHONE)));
    }
    var _ = taken(registers, order("C", "20", many(20)));

    Awaitility.await().until(() -> stage("C") == Stage.DONE);
    assertThat(List.of(stage("A"), stage("B"))).containsOnly(Stage.CHECKING);

    answers.set(true);
    Awaitility.await().until(() -> stage("A") == Stage.DONE && stage("B") == Stage.DONE);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(26));
  }

  private static Stage stage(String id) {
    return book.find(id).orElseThrow().stage();
  }

  /// More of them than registers may ask about in a minute, and before all the others.
  @Test
  void payeesOfABankThatIsAwayAreNotAskedAboutForEver() {
    awayFor = Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "KCJBKZKX", "reason", "away");

    PayoutRegister refused =
        paidByPhone(registers(new LookUpShare.Bounds(50, 1_000)), "A", phones(120, NOBODYS_PHONE));

    assertThat(refused.stage()).isEqualTo(Stage.REFUSED);
    assertThat(refused.counts().refused()).isEqualTo(100);
    assertThat(misses).isEqualTo(100 * TRIES_MAX);
    assertThat(Duration.between(NOW, time)).isLessThan(Duration.ofMinutes(10));
  }

  /// The passes before were cut before they came to it.
  @Test
  void whoIsAskedAboutForTheFirstTimeIsTriedAgain() {
    Problem away = Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "KCJBKZKX", "reason", "away");
    var first = new AtomicInteger();
    var second = new AtomicInteger();
    PayeeFinder finder =
        (_, alias) -> {
          if (alias.value().equals(PHONE)) {
            if (first.incrementAndGet() < TRIES_MAX) {
              throw away.exception();
            }
            return HANDLE;
          }
          int asks = second.incrementAndGet();
          if (asks < TRIES_MAX) {
            throw quota();
          }
          if (asks == TRIES_MAX) {
            throw away.exception();
          }
          return HANDLE;
        };

    PayoutRegister done =
        paidByPhone(
            registers(finder, new Clockwork(), byHand(ENOUGH)),
            "A",
            List.of(toPhone(1, PHONE, "1"), toPhone(2, NOBODYS_PHONE, "1")));

    assertThat(done.stage()).isEqualTo(Stage.DONE);
    assertThat(first).hasValue(TRIES_MAX);
  }
}
