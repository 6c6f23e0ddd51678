package kz.digitaltenge.node.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LegProblem;
import kz.digitaltenge.api.operator.PayoutLine;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterOrder.Row;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.register.Payout.Name;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Leg;
import org.junit.jupiter.api.Test;

/// Payouts to several accounts of one bank are paid by one payment, and come to their own ends all
/// the same (S07).
class BundledRegistersTest extends RegisterFixture {
  private static final Problem CLOSED = Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "bank", "826");
  private static final Problem AWAY =
      Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "KCJBKZKX", "reason", "away");

  /// One tenge each to as many accounts, at two banks in turn.
  private static List<Row> toEach(int rows) {
    var all = new ArrayList<Row>();
    for (int row = 1; row <= rows; row++) {
      all.add(to(row, account(row), "1"));
    }
    return all;
  }

  private static AccountId account(int row) {
    return AccountId.of(row % 2 == 0 ? "826" : "948", "DT%011d".formatted(row));
  }

  private static RegisterOrder orderToEach(String id, int rows) {
    return order(id, String.valueOf(rows), toEach(rows));
  }

  /// A payment to an account, alone or with others, comes to this.
  private static Optional<PaymentResult> where(
      PaymentOrder order, AccountId account, Problem problem) {
    return order.legs().stream().anyMatch(leg -> leg.payee().equals(account))
        ? Optional.of(PayoutLedger.refused(order, problem))
        : Optional.empty();
  }

  @Test
  void whatGoesToOneBankIsPaidSixteenAtATime() {
    PayoutRegister done = paid(started(), orderToEach("A", 100));

    assertThat(done.counts()).isEqualTo(new PayoutRegister.Counts(100, Amount.ofTenge(100), 0, 0));
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(100));
    // Fifty at each bank: three times sixteen, and two.
    assertThat(ledger.payments()).isEqualTo(8);
    List<PayoutLine> lines = new RegisterDesk(started(), "Halyk").payouts("A", "PAID", 0, 100);
    assertThat(lines).hasSize(100);
    assertThat(lines.get(0).payment()).isEqualTo(lines.get(2).payment());
    assertThat(lines.get(0).transaction()).isEqualTo(lines.get(2).transaction());
    assertThat(lines.get(0).payment()).isNotEqualTo(lines.get(1).payment());
  }

  @Test
  void whereOneIsRefusedTheOthersArePaidAlone() {
    ledger.trouble = order -> where(order, account(4), CLOSED);

    PayoutRegister done = paid(started(), orderToEach("A", 10));

    assertThat(done.counts()).isEqualTo(new PayoutRegister.Counts(9, Amount.ofTenge(9), 1, 0));
    assertThat(ledger.received(account(4))).isEqualTo(Amount.ZERO);
    // Five together at one bank, four alone at the other.
    assertThat(ledger.payments()).isEqualTo(1 + 4);
    assertThat(new RegisterDesk(started(), "Halyk").payouts("A", "REFUSED", 0, 10))
        .singleElement()
        .matches(line -> line.place() == 4 && line.problem().equals(Optional.of(CLOSED)));
  }

  @Test
  void whoeverIsKilledAtAnyStepPaysNoneTwiceTogetherOrAlone() {
    var open = ConcurrentHashMap.<AccountId>newKeySet();
    // It takes nothing until it has refused two payments: once of all, once its own.
    ledger.trouble =
        order -> open.contains(account(4)) ? Optional.empty() : where(order, account(4), CLOSED);
    int kills = 0;
    while (killed("kill-" + kills, kills)) {
      // Whoever is asked again would be paid now.
      open.add(account(4));
      PayoutRegister done = paid(started(), orderToEach("kill-" + kills, 10));
      open.clear();

      assertThat(done.stage()).isEqualTo(Stage.DONE);
      kills++;
      assertThat(done.counts().paid()).isBetween(9, 10);
      assertThat(ledger.received(account(2))).isEqualTo(Amount.ofTenge(kills));
      assertThat(ledger.received(account(1))).isEqualTo(Amount.ofTenge(kills));
      assertThat(paidBy(done)).isEqualTo(done.counts().paidTotal());
    }

    assertThat(kills).isGreaterThan(15);
  }

  /// What payments of a register's lines moved, each payment counted once.
  private Amount paidBy(PayoutRegister register) {
    Set<PaymentId> payments = new HashSet<>();
    for (Payout payout : book.payouts(register.seq(), Optional.of(Name.PAID), 0, 1_000)) {
      payments.add(register.payment(payout));
    }
    return ledger.movedBy(payments);
  }

  private boolean killed(String id, int crossings) {
    try {
      var _ = paid(started(crossings, BY_HAND), orderToEach(id, 10));
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void manyAtOnceAreKilledAgainAndAgainAndPayNoneTwice() {
    int lines = 1_500;
    var random = new Random(11);
    // Some are refused together, and some alone, who are asked again; what is paid stays so.
    ledger.trouble =
        order ->
            ledger.outcome(order).isEmpty() && random.nextInt(order.legs().size() > 1 ? 4 : 40) == 0
                ? Optional.of(PayoutLedger.refused(order, order.legs().size() > 1 ? CLOSED : AWAY))
                : Optional.empty();
    boolean killed = true;
    int kills = 0;
    while (killed) {
      try {
        var _ = paid(started(random.nextInt(150), pace(0, 8)), orderToEach("A", lines));
        killed = false;
      } catch (Tripwire.Killed _) {
        kills++;
      }
    }

    PayoutRegister done = book.find("A").orElseThrow();
    assertThat(kills).isPositive();
    assertThat(done.counts().paid() + done.counts().refused()).isEqualTo(lines);
    assertThat(ledger.all()).isEqualTo(done.counts().paidTotal());
    for (int row = 1; row <= lines; row++) {
      assertThat(ledger.received(account(row))).isLessThanOrEqualTo(Amount.ofTenge(1));
    }
  }

  @Test
  void aBankThatIsAwayIsAskedForTheSamePaymentAgainAndThenForEachLine() {
    Map<PaymentId, Integer> tries = new ConcurrentHashMap<>();
    ledger.trouble =
        order -> {
          tries.merge(order.id(), 1, Integer::sum);
          return Optional.of(PayoutLedger.refused(order, AWAY));
        };

    PayoutRegister done = paid(started(), orderToEach("A", 4));

    assertThat(done.counts()).isEqualTo(new PayoutRegister.Counts(0, Amount.ZERO, 4, 0));
    // Two banks twice together, then four lines once.
    assertThat(tries.values()).containsExactlyInAnyOrder(2, 2, 1, 1, 1, 1);
  }

  @Test
  void linesToABlockedBankEndAtOnceEachByTheBlock() {
    Problem blocked =
        Problem.of(ErrorCode.BANK_BLOCKED, "operation", "RECEIVE", "bank", "KCJBKZKX");
    var tries = new AtomicInteger();
    ledger.trouble =
        order -> {
          tries.incrementAndGet();
          Leg first = order.legs().getFirst();
          return Optional.of(
              PayoutLedger.refused(
                  order,
                  order.legs().size() == 1
                      ? blocked
                      : LegProblem.of(first.number(), first.payee().value(), blocked)));
        };

    PayoutRegister done = paid(started(), orderToEach("A", 4));

    assertThat(done.counts().refused()).isEqualTo(4);
    assertThat(tries.get()).isEqualTo(2 + 4);
    assertThat(new RegisterDesk(started(), "Halyk").payouts("A", "REFUSED", 0, 10))
        .allMatch(line -> line.problem().equals(Optional.of(blocked)));
  }

  @Test
  void whatMayHaveBeenPaidIsAskedForTogetherUntilItIsKnown() {
    var asked = new AtomicInteger();
    ledger.trouble =
        order ->
            asked.incrementAndGet() < 9
                ? Optional.of(PayoutLedger.pending(order))
                : Optional.empty();

    assertThat(
            paid(
                    started(),
                    order("A", "2", List.of(to(1, account(2), "1"), to(2, account(4), "1"))))
                .counts()
                .paid())
        .isEqualTo(2);
    assertThat(asked.get()).isEqualTo(9);
    assertThat(ledger.payments()).isOne();
  }

  @Test
  void linesThatBeganBeforeAnyWerePaidTogetherStayAlone() throws Exception {
    Registers registers = started();
    PayoutRegister taken = taken(registers, orderToEach("A", 8));
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute("update register.payout set bundle = 0 where place <= 4");
    }

    run(registers, taken);

    assertThat(ledger.payments()).isEqualTo(4 + 2);
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(8));
  }
}
