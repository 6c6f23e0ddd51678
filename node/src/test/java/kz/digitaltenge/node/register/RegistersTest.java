package kz.digitaltenge.node.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterSearch;
import kz.digitaltenge.api.operator.RegisterUpload;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.register.Payout.Name;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Happening.Kind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What becomes of registers, whoever is killed when (S07).
class RegistersTest extends RegisterFixture {
  private static final Problem CLOSED = Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "bank", "601");

  /// Four that are paid, one of them by phone, and one to an account that takes nothing.
  private static RegisterOrder mixed(String id) {
    return order(
        id,
        "15",
        List.of(
            to(1, BOLAT, "1"),
            toPhone(2, PHONE, "2"),
            to(3, AIGUL, "3"),
            to(4, BOLAT, "4"),
            to(5, BOLAT, "5")));
  }

  private static Optional<PaymentResult> aigulIsClosed(PaymentOrder order) {
    return order.legs().getFirst().payee().equals(AIGUL)
        ? Optional.of(PayoutLedger.refused(order, CLOSED))
        : Optional.empty();
  }

  @Test
  void eachPayoutComesToItsOwnEnd() {
    ledger.trouble = RegistersTest::aigulIsClosed;
    Registers registers = started();

    PayoutRegister done = paid(registers, mixed("A"));

    assertThat(done.stage()).isEqualTo(Stage.DONE);
    assertThat(done.counts()).isEqualTo(new PayoutRegister.Counts(4, Amount.ofTenge(12), 1, 0));
    assertThat(registers.payouts(done, Optional.empty(), 0, 10))
        .extracting(payout -> Name.of(payout.state()))
        .containsExactly(Name.PAID, Name.PAID, Name.REFUSED, Name.PAID, Name.PAID);
    assertThat(ledger.received(HANDLE)).isEqualTo(Amount.ofTenge(2));
    assertThat(ledger.received(BOLAT)).isEqualTo(Amount.ofTenge(10));
    assertThat(told())
        .containsExactly(end(Kind.REGISTER_DONE, "A", Optional.of(Amount.ofTenge(12))));
  }

  @Test
  void whyAPayoutWasRefusedIsToldInEachLanguageAndFoundByState() {
    ledger.trouble = RegistersTest::aigulIsClosed;
    var desk = new RegisterDesk(started(), "Halyk");
    var _ = paid(started(), mixed("A"));

    assertThat(desk.payouts("A", "REFUSED", 0, 10))
        .singleElement()
        .satisfies(
            line -> {
              Problem told = line.problem().orElseThrow();
              assertThat(line.line()).isEqualTo("line-3");
              assertThat(told).isEqualTo(CLOSED);
              assertThat(told.message(Language.KK)).isEqualTo(CLOSED.message(Language.KK));
            });
    assertThat(desk.payouts("A", "PAID", 2, 1)).singleElement().matches(line -> line.place() == 4);
    assertThat(desk.register("A").counts().waiting()).isZero();
    assertThat(desk.registers(RegisterSearch.ALL, ListPart.NEWEST, 10).lines()).hasSize(1);
  }

  @Test
  void whoeverIsKilledAtAnyStepGoesOnAndPaysNoneTwice() {
    ledger.trouble = RegistersTest::aigulIsClosed;
    int kills = 0;
    while (killed("kill-" + kills, kills)) {
      PayoutRegister done = paid(started(), mixed("kill-" + kills));
      assertThat(done.stage()).isEqualTo(Stage.DONE);
      assertThat(done.counts()).isEqualTo(new PayoutRegister.Counts(4, Amount.ofTenge(12), 1, 0));
      kills++;
      assertThat(ledger.all()).isEqualTo(Amount.ofTenge(12L * kills));
      assertThat(ledger.payments()).isEqualTo(4 * kills);
    }

    // The last one went through.
    assertThat(told())
        .isEqualTo(
            IntStream.rangeClosed(0, kills)
                .mapToObj(kill -> "kill-" + kill)
                .map(id -> end(Kind.REGISTER_DONE, id, Optional.of(Amount.ofTenge(12))))
                .toList());
    assertThat(kills).isGreaterThan(40);
    assertThat(book.open()).isEmpty();
  }

  private boolean killed(String id, int crossings) {
    try {
      var _ = paid(started(crossings, BY_HAND), mixed(id));
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void manyAtOnceAreKilledAgainAndAgainAndPayNoneTwice() {
    int lines = 700;
    RegisterOrder order = order("A", String.valueOf(lines), many(lines));
    var random = new Random(7);
    boolean killed = true;
    while (killed) {
      try {
        var _ = paid(started(random.nextInt(700), pace(0, 8)), order);
        killed = false;
      } catch (Tripwire.Killed _) {
        assertThat(ledger.all()).isEqualTo(Amount.ofTenge(ledger.payments()));
      }
    }

    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(lines));
    assertThat(book.find("A").orElseThrow().counts())
        .isEqualTo(new PayoutRegister.Counts(lines, Amount.ofTenge(lines), 0, 0));
  }

  @Test
  void whatIsInterruptedGoesOnByItselfAtTheNextStart() {
    PayoutRegister taken = taken(started(), order("A", "20", many(20)));
    assertThat(taken.counts().ended()).isZero();

    started(Integer.MAX_VALUE, pace(2, 4)).start();

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(book.find("A").orElseThrow().stage()).isEqualTo(Stage.DONE));
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(20));
  }

  @Test
  void aPayeeWhomNobodyKnowsRefusesTheRegisterBeforeAnythingIsPaid() {
    PayoutRegister refused =
        paid(
            started(),
            order(
                "A",
                "6",
                List.of(
                    to(1, BOLAT, "1"), toPhone(2, NOBODYS_PHONE, "2"), toPhone(3, PHONE, "3"))));

    assertThat(refused.stage()).isEqualTo(Stage.REFUSED);
    assertThat(refused.counts()).isEqualTo(new PayoutRegister.Counts(0, Amount.ZERO, 1, 2));
    assertThat(book.payouts(refused.seq(), Optional.of(Name.REFUSED), 0, 10))
        .singleElement()
        .satisfies(
            payout ->
                assertThat(payout.state())
                    .isEqualTo(new Payout.State.Refused(Problem.of(ErrorCode.PAYEE_NOT_FOUND))));
    assertThat(ledger.payments()).isZero();
    assertThat(told()).containsExactly(refusal("A", ErrorCode.PAYEE_NOT_FOUND));
    assertThat(new RegisterDesk(started(), "Halyk").register("A").problem())
        .contains(Problem.of(ErrorCode.PAYEE_NOT_FOUND));
  }

  @Test
  void cancellingGivesUpWhatHasNotBegunAndNothingElse() {
    Registers registers = started();
    PayoutRegister taken = taken(registers, order("A", "1200", many(1_200)));
    var count = new AtomicInteger();
    ledger.trouble =
        _ -> {
          if (count.incrementAndGet() == 10) {
            var _ = registers.cancel(taken);
          }
          return Optional.empty();
        };

    run(registers, taken);

    PayoutRegister done = book.find("A").orElseThrow();
    assertThat(done.stage()).isEqualTo(Stage.DONE);
    assertThat(done.counts())
        .isEqualTo(new PayoutRegister.Counts(512, Amount.ofTenge(512), 0, 688));
    assertThat(ledger.payments()).isEqualTo(512);
    assertThat(registers.cancel(done)).isEqualTo(done);
    assertThat(told())
        .containsExactly(end(Kind.REGISTER_DONE, "A", Optional.of(Amount.ofTenge(512))));
  }

  @Test
  void whileItIsCheckedItTellsHowManyPayeesAreStillToBeLookedUp() {
    Registers registers = started();
    var desk = new RegisterDesk(registers, "Halyk");
    RegisterOrder order =
        order("A", "6", List.of(toPhone(1, PHONE, "1"), to(2, BOLAT, "2"), toPhone(3, PHONE, "3")));
    PayoutRegister taken = taken(registers, order);
    assertThat(desk.register("A").toLookUp()).hasValue(2);

    book.found(taken.seq(), List.of(new RegisterBook.Found.Account(3, HANDLE)), NOW);
    assertThat(desk.register("A").toLookUp()).hasValue(1);

    run(registers, taken);
    assertThat(desk.register("A").stage()).isEqualTo("DONE");
    assertThat(desk.register("A").toLookUp()).isEmpty();
  }

  @Test
  void aRegisterThatIsCancelledBeforeItBeganPaysNobody() {
    Registers registers = started();
    PayoutRegister taken = taken(registers, mixed("A"));
    assertThat(taken.stage()).isEqualTo(Stage.CHECKING);

    assertThat(registers.cancel(taken).stage()).isEqualTo(Stage.DONE);

    run(registers, taken);
    assertThat(ledger.payments()).isZero();
    assertThat(book.find("A").orElseThrow().counts().cancelled()).isEqualTo(5);
    assertThat(told()).containsExactly(end(Kind.REGISTER_DONE, "A", Optional.of(Amount.ZERO)));
  }

  @Test
  void whoIsBusyIsTriedAgainAndRefusedInTheEnd() {
    var tries = new AtomicInteger();
    Problem busy = Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "KCJBKZKX", "reason", "away");
    ledger.trouble =
        order -> {
          boolean isFirst = tries.incrementAndGet() == 1;
          boolean isLast = order.amount().equals(Amount.ofTenge(3));
          return isFirst || isLast
              ? Optional.of(PayoutLedger.refused(order, busy))
              : Optional.empty();
        };

    PayoutRegister done =
        paid(
            started(),
            order("A", "6", List.of(to(1, BOLAT, "1"), to(2, BOLAT, "2"), to(3, BOLAT, "3"))));

    assertThat(done.counts()).isEqualTo(new PayoutRegister.Counts(2, Amount.ofTenge(3), 1, 0));
    assertThat(tries.get()).isEqualTo(3 + 2 + 1);
  }

  @Test
  void whatMayHaveBeenPaidIsAskedForUntilItIsKnown() {
    var asked = new AtomicInteger();
    ledger.trouble =
        order ->
            asked.incrementAndGet() < 20
                ? Optional.of(PayoutLedger.pending(order))
                : Optional.empty();

    assertThat(paid(started(), order("A", "1", many(1))).counts().paid()).isOne();
    assertThat(asked.get()).isEqualTo(20);
  }

  @Test
  void oneIdIsOneRegister() {
    PayoutRegister done = paid(started(), order("A", "2", many(2)));
    available = Amount.ZERO;

    assertThat(paid(started(), order("A", "2", many(2)))).isEqualTo(done);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(2));
    assertThatThrownBy(() -> started().upload(order("A", "3", many(3)), 8))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REGISTER_ID_REUSED));
    var desk = new RegisterDesk(started(), "Halyk");
    assertThatThrownBy(() -> desk.register("B"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REGISTER));
  }

  @Test
  void theFirstHundredFaultsAreToldAllAreCountedAndNothingIsKept() {
    List<RegisterOrder.Row> rows =
        IntStream.rangeClosed(1, 250).mapToObj(row -> to(row, BOLAT, "0")).toList();

    assertThat(new RegisterDesk(started(), "Halyk").upload(order("A", "1", rows), 7))
        .isInstanceOfSatisfying(
            RegisterUpload.Refused.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ErrorCode.REGISTER_REFUSED);
              assertThat(refused.problem().values()).containsEntry("faults", "250");
              assertThat(refused.faults()).hasSize(100);
              assertThat(refused.faults().getLast().row()).isEqualTo(100);
            });
    assertThat(book.find("A")).isEmpty();
  }

  @Test
  void aSilentBankHoldsUpTheRegisterThatPaysToItAndNoOther() {
    var answers = new CountDownLatch(1);
    ledger.trouble =
        order -> {
          if (order.legs().getFirst().payee().equals(AIGUL)) {
            await(answers);
          }
          return Optional.empty();
        };
    Registers registers = started(Integer.MAX_VALUE, pace(2, 4));
    var _ =
        taken(
            registers,
            order(
                "silent",
                "8",
                IntStream.rangeClosed(1, 8).mapToObj(row -> to(row, AIGUL, "1")).toList()));
    var _ = taken(registers, order("other", "20", many(20)));

    Awaitility.await().until(() -> stage(registers, "other") == Stage.DONE);
    assertThat(stage(registers, "silent")).isEqualTo(Stage.PAYING);

    answers.countDown();
    Awaitility.await().until(() -> stage(registers, "silent") == Stage.DONE);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(28));
  }

  private static Stage stage(Registers registers, String id) {
    return registers.find(id).orElseThrow().stage();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
