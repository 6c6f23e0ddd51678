package kz.digitaltenge.app.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DayFileTest {
  private static final String HEADER = "kind,id,from,to,amount,currency,name\n";
  private static final AccountId AIGUL = AccountId.of("601", "DT00000000001");
  private static final AccountId ARMAN = AccountId.of("856", "DT00000000002");

  @Test
  void everyKindOfRowIsRead() {
    String file =
        HEADER
            + "issue,i1,,HSBKKZKX,1000000.00,KZT,\n"
            + "open,c1,,"
            + AIGUL
            + ",,,\"Береке, \"\"дәріхана\"\"\"\n"
            + "pay,p1,"
            + AIGUL
            + ","
            + ARMAN
            + ",12.5,KZT,\n"
            + "pay,p2,HSBKKZKX,"
            + AIGUL
            + ",100,KZT,\n"
            + "redeem,r1,HSBKKZKX,,0.01,KZT,\n";

    assertThat(rows(file))
        .containsExactly(
            new DayRow.Issue(
                new PaymentId("i1"), new NodeId("HSBKKZKX"), Amount.ofTenge(1_000_000)),
            new DayRow.Open("c1", AIGUL, "Береке, \"дәріхана\""),
            new DayRow.Pay(
                new PaymentId("p1"),
                new Party.Customer(AIGUL),
                new Party.Customer(ARMAN),
                Amount.ofTiyn(1250)),
            new DayRow.Pay(
                new PaymentId("p2"),
                new Party.Own(new NodeId("HSBKKZKX")),
                new Party.Customer(AIGUL),
                Amount.ofTenge(100)),
            new DayRow.Redeem(new PaymentId("r1"), new NodeId("HSBKKZKX"), Amount.ofTiyn(1)));
  }

  @Test
  void marksCommentsBlanksAndLineEndsOfOtherSystemsDoNotMatter() {
    String file =
        "\uFEFF# a comment\r\n\r\n"
            + HEADER.replace("\n", "\r\n")
            + "   \r\n#,,,,,,\r\n  issue , i1 ,\t, HSBKKZKX , 5.00 , KZT ,  ";

    List<DayLine> lines = lines(file.getBytes(UTF_8));

    assertThat(lines)
        .containsExactly(
            new DayLine.Good(
                6,
                new DayRow.Issue(new PaymentId("i1"), new NodeId("HSBKKZKX"), Amount.ofTenge(5))));
  }

  static Stream<Arguments> badRows() {
    String number = AIGUL.value();
    return Stream.of(
        bad("spend,p1,A,B,1,KZT,", ErrorCode.MALFORMED_ROW, "column kind says 'spend'"),
        bad("PAY,p1,A,B,1,KZT,", ErrorCode.MALFORMED_ROW, "column kind says 'PAY'"),
        bad("pay,p1,A,B,1", ErrorCode.MALFORMED_ROW, "it has 5 columns, not 7"),
        bad("pay,p1,A,B,1 000,50,KZT,", ErrorCode.MALFORMED_ROW, "it has 8 columns, not 7"),
        bad(pay("0"), ErrorCode.NON_POSITIVE_AMOUNT, "0 is not above zero"),
        bad(pay("0.00"), ErrorCode.NON_POSITIVE_AMOUNT, "0.00 is not above zero"),
        bad(pay("-5.00"), ErrorCode.NON_POSITIVE_AMOUNT, "-5.00"),
        bad(pay("1.234"), ErrorCode.OVER_PRECISE_AMOUNT, "1.234"),
        bad(pay("1000000000000000.01"), ErrorCode.AMOUNT_TOO_LARGE, "1000000000000000.00"),
        bad(pay("99999999999999999999"), ErrorCode.AMOUNT_TOO_LARGE, "99999999999999999999"),
        bad(pay("1e5"), ErrorCode.MALFORMED_AMOUNT, "1e5"),
        bad(pay("+1"), ErrorCode.MALFORMED_AMOUNT, "+1"),
        bad(pay("1."), ErrorCode.MALFORMED_AMOUNT, "1."),
        bad(pay(""), ErrorCode.MALFORMED_AMOUNT, "\"\""),
        bad(pay("١٢"), ErrorCode.MALFORMED_AMOUNT, "١٢"),
        bad("pay,p1,HSBKKZKX,KCJBKZKX,1.00,USD,", ErrorCode.WRONG_CURRENCY, "USD is not KZT"),
        bad("pay,p1,HSBKKZKX,KCJBKZKX,1.00,,", ErrorCode.WRONG_CURRENCY, "(none) is not KZT"),
        bad(
            "pay,p1,HSBKKZKX,KZ00601DT00000000001,1,KZT,",
            ErrorCode.MALFORMED_ROW,
            "column to is no account number: its check digits are wrong"),
        bad(
            "pay,p1,KZ123,HSBKKZKX,1,KZT,",
            ErrorCode.MALFORMED_ROW,
            "column from is no account number: it does not have 20 characters"),
        bad(
            "pay,p1,HSBKKZKX," + number.replace('D', '\u0414') + ",1,KZT,",
            ErrorCode.MALFORMED_ROW,
            "column to is no account number: it holds a character"),
        bad("pay,p1,,HSBKKZKX,1,KZT,", ErrorCode.MALFORMED_ROW, "column from names no account"),
        bad("pay,p 1,HSBKKZKX,KCJBKZKX,1,KZT,", ErrorCode.MALFORMED_ROW, "column id is not"),
        bad("pay,,HSBKKZKX,KCJBKZKX,1,KZT,", ErrorCode.MALFORMED_ROW, "column id is not"),
        bad(
            "pay,p1,HSBKKZKX,HSBKKZKX,1,KZT,",
            ErrorCode.SELF_PAYMENT,
            "HSBKKZKX cannot pay itself"),
        bad(
            "pay,p1,HSBKKZKX,KCJBKZKX,1,KZT,gift",
            ErrorCode.MALFORMED_ROW,
            "column name must be empty"),
        bad("issue,i1,HSBKKZKX,,1,KZT,", ErrorCode.MALFORMED_ROW, "column from must be empty"),
        bad("redeem,r1,,HSBKKZKX,1,KZT,", ErrorCode.MALFORMED_ROW, "column to must be empty"),
        bad("open,c1,," + number + ",,,", ErrorCode.MALFORMED_ROW, "column name does not have"),
        bad("open,,," + number + ",,,N", ErrorCode.MALFORMED_ROW, "column id does not have"),
        bad("open,c1,," + number + ",5,,N", ErrorCode.MALFORMED_ROW, "column amount must be"),
        bad("open,c1,,HSBKKZKX,,,N", ErrorCode.MALFORMED_ROW, "no account number"),
        bad("open,c1,," + number + ",,,\"N", ErrorCode.MALFORMED_ROW, "is not closed"),
        bad("open,c1,," + number + ",,,\"N\"x", ErrorCode.MALFORMED_ROW, "something follows"),
        bad("open,c1,," + number + ",,,N\u0000", ErrorCode.MALFORMED_ROW, "control character 0"),
        bad("pay," + "x".repeat(65) + ",A,B,1,KZT,", ErrorCode.MALFORMED_ROW, "column"),
        bad("pay," + "x".repeat(1000), ErrorCode.MALFORMED_ROW, "longer than 1000 bytes"));
  }

  @ParameterizedTest
  @MethodSource("badRows")
  void aBadRowTellsItsLineAndReasonAndSpoilsNothingElse(String row, ErrorCode code, String reason) {
    String file = HEADER + "# before\n" + row + "\nissue,i9,,HSBKKZKX,1.00,KZT,\n";

    List<DayLine> lines = lines(file.getBytes(UTF_8));

    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).isInstanceOf(DayLine.Good.class);
    assertThat(lines.getFirst().number()).isEqualTo(3);
    assertThat(lines.getFirst())
        .isInstanceOfSatisfying(
            DayLine.Bad.class,
            bad -> {
              assertThat(bad.problem().code()).isEqualTo(code);
              assertThat(bad.problem().whatHappened()).contains(reason);
            });
  }

  @Test
  void aRowThatIsNotUtf8SpoilsOnlyItself() {
    String file = HEADER + "open,c1,," + AIGUL + ",,,\u00c4\nissue,i1,,HSBKKZKX,1,KZT,\n";

    List<DayLine> lines = lines(file.getBytes(ISO_8859_1));

    assertThat(lines).hasSize(2);
    assertThat(problem(lines.getFirst())).contains("it is not UTF-8 text");
  }

  @Test
  void anIdCountsOnceAndTheFirstRowIsTheOneThatCounts() {
    String file =
        HEADER
            + "pay,p1,HSBKKZKX,KCJBKZKX,0,KZT,\n"
            + "pay,p1,HSBKKZKX,KCJBKZKX,1,KZT,\n"
            + "issue,p1,,KCJBKZKX,1,KZT,\n"
            + "open,c1,,"
            + AIGUL
            + ",,,N\n"
            + "open,c1,,"
            + ARMAN
            + ",,,N\n"
            + "open,c1,,"
            + AIGUL
            + ",,,N\n";

    List<DayLine> lines = lines(file.getBytes(UTF_8));

    assertThat(lines.stream().filter(DayLine.Bad.class::isInstance).map(DayLine::number))
        .as("one customer reference may be used by two banks")
        .containsExactly(2L, 4L, 7L);
    assertThat(problem(lines.get(2))).contains("p1 is used by line 3 already");
    assertThat(problem(lines.getLast())).contains("c1 is used by line 5 already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# a comment\n"})
  void aFileWithoutAHeaderIsNotADay(String file) {
    List<DayLine> lines = lines(file.getBytes(UTF_8));

    assertThat(lines).hasSize(1);
    assertThat(problem(lines.getFirst())).contains("the file has no rows");
  }

  @Test
  void theHeaderMustBeThere() {
    List<DayLine> lines =
        lines("issue,i1,,HSBKKZKX,1,KZT,\nissue,i2,,HSBKKZKX,1,KZT,\n".getBytes(UTF_8));

    assertThat(problem(lines.getFirst())).contains("the first row must be the header kind,id");
    assertThat(lines.getLast()).isInstanceOf(DayLine.Good.class);
  }

  @Test
  void aHeaderAloneIsADayWithoutRows() {
    assertThat(lines(HEADER.getBytes(UTF_8))).isEmpty();
  }

  private static Arguments bad(String row, ErrorCode code, String reason) {
    return Arguments.of(row, code, reason);
  }

  private static String pay(String amount) {
    return "pay,p1,HSBKKZKX,KCJBKZKX," + amount + ",KZT,";
  }

  private static String problem(DayLine line) {
    return line instanceof DayLine.Bad(_, var problem) ? problem.whatHappened() : "none";
  }

  private static List<DayRow> rows(String file) {
    return lines(file.getBytes(UTF_8)).stream()
        .map(DayLine.Good.class::cast)
        .map(DayLine.Good::row)
        .toList();
  }

  private static List<DayLine> lines(byte[] file) {
    var lines = new ArrayList<DayLine>();
    try (var day = new DayFile("a test", new ByteArrayInputStream(file), "KZT")) {
      for (Optional<DayLine> line = day.next(); line.isPresent(); line = day.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }
}
