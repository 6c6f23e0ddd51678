package kz.digitaltenge.node.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.node.register.RegisterFixture.AIGUL;
import static kz.digitaltenge.node.register.RegisterFixture.BOLAT;
import static kz.digitaltenge.node.register.RegisterFixture.COMPANY;
import static kz.digitaltenge.node.register.RegisterFixture.NETWORK;
import static kz.digitaltenge.node.register.RegisterFixture.NO_ALIAS;
import static kz.digitaltenge.node.register.RegisterFixture.PHONE;
import static kz.digitaltenge.node.register.RegisterFixture.limit;
import static kz.digitaltenge.node.register.RegisterFixture.to;
import static kz.digitaltenge.node.register.RegisterFixture.toPhone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterOrder.Row;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One mutation a row: what makes a register refused whole.
class RegisterRulesTest {
  private Amount available = Amount.ofTenge(10_000_000);
  private List<LimitLine> limits = List.of();

  private RegisterRules.Found checked(Draft draft) {
    return new RegisterRules(
            NETWORK::view,
            "601",
            account -> account.equals(AIGUL),
            new FakePayers(COMPANY, available, limits))
        .check(draft.order(), 7);
  }

  /// A good register that can be spoilt in one place.
  static final class Draft {
    String id = "A";
    String payer = COMPANY.value();
    String currency = "KZT";
    String count = "3";
    String total = "6";
    final List<Row> rows =
        new ArrayList<>(List.of(to(4, BOLAT, "1"), to(5, AIGUL, "2"), toPhone(6, PHONE, "3")));
    final List<RegisterFault> unreadable = new ArrayList<>();

    RegisterOrder order() {
      return new RegisterOrder(
          id, payer, currency, count, total, rows, unreadable, Hash.sha256(id.getBytes(UTF_8)));
    }

    /// In place of the first row.
    void first(String line, String account, PayeeAlias alias, String amount, String purpose) {
      rows.set(0, new Row(4, line, account, alias, amount, purpose));
    }
  }

  private static Arguments row(String what, ErrorCode code, int row, Consumer<Draft> spoil) {
    return Arguments.of(Named.of(what, spoil), code, row);
  }

  private static Arguments payee(String what, ErrorCode code, String account, PayeeAlias alias) {
    return row(what, code, 4, draft -> draft.first("line-4", account, alias, "1", ""));
  }

  private static Arguments amount(String text, ErrorCode code) {
    return row(
        "an amount of " + text,
        code,
        4,
        draft -> draft.first("line-4", BOLAT.value(), NO_ALIAS, text, ""));
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        amount("0", ErrorCode.NON_POSITIVE_AMOUNT),
        amount("-1", ErrorCode.NON_POSITIVE_AMOUNT),
        amount("", ErrorCode.MALFORMED_AMOUNT),
        amount("1,5", ErrorCode.MALFORMED_AMOUNT),
        amount("1.001", ErrorCode.OVER_PRECISE_AMOUNT),
        amount("1000000000000000000", ErrorCode.AMOUNT_TOO_LARGE),
        amount("500000", ErrorCode.LIMIT_EXCEEDED),
        payee("no payee", ErrorCode.REGISTER_LINE_MALFORMED, "", NO_ALIAS),
        payee(
            "two payees",
            ErrorCode.REGISTER_LINE_MALFORMED,
            BOLAT.value(),
            new PayeeAlias(PHONE, "", "")),
        payee(
            "two aliases",
            ErrorCode.MALFORMED_REQUEST,
            "",
            new PayeeAlias(PHONE, "850214399019", "")),
        payee(
            "a phone of another country",
            ErrorCode.MALFORMED_REQUEST,
            "",
            new PayeeAlias("+15550000000", "", "")),
        payee(
            "an IIN with a wrong check digit",
            ErrorCode.IDENTITY_NUMBER_REFUSED,
            "",
            new PayeeAlias("", "850214399018", "")),
        payee(
            "a BIN that is an IIN",
            ErrorCode.IDENTITY_NUMBER_REFUSED,
            "",
            new PayeeAlias("", "", "850214399019")),
        payee(
            "wrong check digits of an account",
            ErrorCode.MALFORMED_REQUEST,
            "KZ00601DT00000000003",
            NO_ALIAS),
        payee("the payer itself", ErrorCode.SELF_PAYMENT, COMPANY.value(), NO_ALIAS),
        payee(
            "an account of this bank that is not there",
            ErrorCode.UNKNOWN_ACCOUNT,
            AccountId.of("601", "DT00000000099").value(),
            NO_ALIAS),
        payee(
            "a bank that is not there",
            ErrorCode.UNKNOWN_BANK,
            AccountId.of("777", "DT00000000099").value(),
            NO_ALIAS),
        row(
            "a line's name twice",
            ErrorCode.REGISTER_LINE_REPEATED,
            5,
            draft -> draft.rows.set(1, new Row(5, "line-4", AIGUL.value(), NO_ALIAS, "2", ""))),
        row(
            "no name",
            ErrorCode.REGISTER_LINE_MALFORMED,
            4,
            draft -> draft.first("", BOLAT.value(), NO_ALIAS, "1", "")),
        row(
            "a name with a blank",
            ErrorCode.REGISTER_LINE_MALFORMED,
            4,
            draft -> draft.first("line 4", BOLAT.value(), NO_ALIAS, "1", "")),
        row(
            "a purpose of two lines",
            ErrorCode.REGISTER_LINE_MALFORMED,
            4,
            draft -> draft.first("line-4", BOLAT.value(), NO_ALIAS, "1", "a\nb")),
        row(
            "a purpose with half a character",
            ErrorCode.REGISTER_LINE_MALFORMED,
            4,
            draft -> draft.first("line-4", BOLAT.value(), NO_ALIAS, "1", "\ud800")),
        row(
            "a purpose that is too long",
            ErrorCode.REGISTER_LINE_MALFORMED,
            4,
            draft -> draft.first("line-4", BOLAT.value(), NO_ALIAS, "1", "x".repeat(141))),
        row(
            "a row that could not be read",
            ErrorCode.REGISTER_LINE_MALFORMED,
            7,
            draft ->
                draft.unreadable.add(
                    new RegisterFault(
                        7, "", Problem.of(ErrorCode.REGISTER_LINE_MALFORMED, "reason", "unread")))),
        row("another count", ErrorCode.REGISTER_TOTAL_DIFFERS, 0, draft -> draft.count = "4"),
        row("no count", ErrorCode.REGISTER_TOTAL_DIFFERS, 0, draft -> draft.count = ""),
        row("another total", ErrorCode.REGISTER_TOTAL_DIFFERS, 0, draft -> draft.total = "6.01"),
        row("no total", ErrorCode.MALFORMED_AMOUNT, 0, draft -> draft.total = ""),
        row(
            "a row that is missing",
            ErrorCode.REGISTER_TOTAL_DIFFERS,
            0,
            draft -> draft.rows.removeLast()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void oneBadLineRefusesTheWholeRegister(Consumer<Draft> spoil, ErrorCode code, int row) {
    limits = List.of(limit("SINGLE", 100_000));
    var draft = new Draft();
    spoil.accept(draft);

    assertThat(checked(draft))
        .isInstanceOfSatisfying(
            RegisterRules.Found.Bad.class,
            bad -> {
              assertThat(bad.faults().getFirst().problem().code()).isEqualTo(code);
              assertThat(bad.faults().getFirst().row()).isEqualTo(row);
            });
    assertThat(checked(new Draft())).isInstanceOf(RegisterRules.Found.Good.class);
  }

  static Stream<Arguments> wholes() {
    return Stream.of(
        row("no id", ErrorCode.MALFORMED_REQUEST, 0, draft -> draft.id = "a b"),
        row("no account", ErrorCode.MALFORMED_REQUEST, 0, draft -> draft.payer = "KZ"),
        row("another's account", ErrorCode.UNKNOWN_ACCOUNT, 0, d -> d.payer = BOLAT.value()),
        row("another currency", ErrorCode.WRONG_CURRENCY, 0, draft -> draft.currency = "USD"));
  }

  @ParameterizedTest
  @MethodSource("wholes")
  void whatIsWrongWithTheWholeIsToldBeforeItsLinesAreRead(
      Consumer<Draft> spoil, ErrorCode code, int row) {
    var draft = new Draft();
    spoil.accept(draft);

    assertThat(row).isZero();
    assertRefused(code, draft);
  }

  @Test
  void moneyMustBeThereForAllOfIt() {
    available = Amount.parse("5.99");
    assertRefused(ErrorCode.INSUFFICIENT_BALANCE, new Draft());
    available = Amount.ofTenge(6);
    limits = List.of(limit("DAILY", 5));
    assertRefused(ErrorCode.LIMIT_EXCEEDED, new Draft());
    limits = List.of(limit("DAILY", 6), limit("MONTHLY", 6));
    assertThat(checked(new Draft())).isInstanceOf(RegisterRules.Found.Good.class);
  }

  private void assertRefused(ErrorCode code, Draft draft) {
    assertThatThrownBy(() -> checked(draft))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
