package kz.digitaltenge.node.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayoutLine;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.testkit.PayoutLedger;
import org.junit.jupiter.api.Test;

/// Registers that ended long ago prove what they paid and tell nobody whom.
class ForgottenRegistersTest extends RegisterFixture {
  private static final Duration KEPT = Duration.ofDays(90);

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
        ? Optional.of(
            PayoutLedger.refused(
                order, Problem.of(ErrorCode.PAYEE_CANNOT_RECEIVE, "account", AIGUL)))
        : Optional.empty();
  }

  private static RegisterMemory at(Duration later) {
    Instant now = NOW.plus(later);
    return new RegisterMemory(book, KEPT, () -> now);
  }

  @Test
  void whatProvesARegisterStaysAndWhomItPaidGoes() throws SQLException {
    ledger.trouble = ForgottenRegistersTest::aigulIsClosed;
    Registers registers = started();
    var desk = new RegisterDesk(registers, "Halyk");
    PayoutRegister before = paid(registers, mixed("A"));
    List<PayoutLine> lines = desk.payouts("A", "", 0, 10);

    at(KEPT).forget();
    assertThat(desk.payouts("A", "", 0, 10)).isEqualTo(lines);
    at(KEPT.plusMillis(1)).forget();

    assertThat(text()).doesNotContain(PHONE, "line-", BOLAT.value(), AIGUL.value(), "May");
    assertThat(book.find("A")).contains(before);
    List<PayoutLine> after = desk.payouts("A", "", 0, 10);
    assertThat(after).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      PayoutLine was = lines.get(i);
      PayoutLine is = after.get(i);
      assertThat(is.payment()).isEqualTo(was.payment());
      assertThat(is.amount()).isEqualTo(was.amount());
      assertThat(is.state()).isEqualTo(was.state());
      assertThat(is.transaction()).isEqualTo(was.transaction());
      assertThat(is.decidedAt()).isEqualTo(was.decidedAt());
      assertThat(is.problem().map(Problem::code)).isEqualTo(was.problem().map(Problem::code));
      assertThat(is.line() + is.account() + is.purpose() + is.alias().phone()).isEmpty();
    }
    // The same register again is that one still: nobody is paid twice.
    assertThat(taken(started(), mixed("A")).counts()).isEqualTo(before.counts());
    assertThat(ledger.all()).isEqualTo(Amount.ofTenge(12));
  }

  @Test
  void whoeverIsKilledWhileForgettingGoesOn() throws SQLException {
    var ids = new ArrayList<String>();
    for (String id : List.of("A", "B")) {
      var _ = paid(started(), mixed(id));
      new RegisterDesk(started(), "Halyk")
          .payouts(id, "", 0, 10)
          .forEach(line -> ids.add(line.payment()));
    }
    // As a kill leaves it: some rows are forgotten, the register is not marked.
    try (var connection = database.openByKey("test")) {
      long first = ForgetRows.next(connection, NOW.plusSeconds(1)).orElseThrow();
      assertThat(ForgetRows.forget(connection, first, 0, 2)).isEqualTo(2);
    }
    at(KEPT.plusDays(1)).forget();

    assertThat(text()).doesNotContain(PHONE, "line-", BOLAT.value());
    var after = new ArrayList<String>();
    for (String id : List.of("A", "B")) {
      new RegisterDesk(started(), "Halyk")
          .payouts(id, "", 0, 10)
          .forEach(line -> after.add(line.payment()));
    }
    assertThat(after).isEqualTo(ids);
    assertThat(book.forget(NOW.plus(KEPT).plusSeconds(1))).isFalse();
  }

  @Test
  void whatHasNotEndedForgetsNobody() throws SQLException {
    var _ = taken(started(), mixed("A"));

    at(Duration.ofDays(4_000)).forget();

    assertThat(text()).contains(PHONE, "line-1", BOLAT.value());
  }

  /// All that the tables hold.
  private static String text() throws SQLException {
    var text = new StringBuilder();
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select p::text from register.payout p")) {
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
    }
    return text.toString();
  }
}
