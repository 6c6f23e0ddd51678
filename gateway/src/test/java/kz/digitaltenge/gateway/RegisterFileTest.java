package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterOrder.Row;
import kz.digitaltenge.ledger.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is read from a register's bytes, and what is said of those that are none.
class RegisterFileTest {
  private static final String CSV = "text/csv";
  private static final String JSON = "application/json";
  private static final String HEAD =
      "payer,currency,count,total\nKZ1,KZT,2,3\nline,account,phone,iin,bin,amount,purpose\n";
  private static final String LINES =
      "a,KZ2,,,,1,May\nb,,+77010009909,,,2,\"Salary, \"\"May\"\"\"\n";
  private static final String OBJECT =
      """
      {"payer":"KZ1","currency":"KZT","count":"2","total":"3","lines":[
       {"line":"a","account":"KZ2","amount":"1","purpose":"May"},
       {"line":"b","phone":"+77010009909","amount":"2","purpose":"Salary, \\"May\\""}]}
      """;

  private static RegisterOrder read(String type, byte[] body) {
    return RegisterFile.read("A", type, Bytes.of(body));
  }

  private static RegisterOrder csv(String text) {
    return read(CSV, text.getBytes(UTF_8));
  }

  static Stream<Arguments> forms() {
    String all = HEAD + LINES;
    return Stream.of(
        Arguments.of("line feeds", CSV, all),
        Arguments.of("carriage returns too", CSV, all.replace("\n", "\r\n")),
        Arguments.of("both mixed", CSV, HEAD.replace("\n", "\r\n") + LINES),
        Arguments.of("no end of the last row", CSV, all.stripTrailing()),
        Arguments.of("a byte order mark", CSV, "\ufeff" + all),
        Arguments.of("a charset", "text/csv; charset=UTF-8; header=present", all),
        Arguments.of(
            "semicolons",
            CSV,
            HEAD.replace(',', ';') + LINES.replace(',', ';').replace("y; ", "y, ")),
        Arguments.of(
            "everything in quotation marks",
            CSV,
            HEAD
                + "\"a\",\"KZ2\",\"\",\"\",\"\",\"1\",\"May\"\n"
                + LINES.substring(LINES.indexOf('\n') + 1)),
        Arguments.of(
            "other columns",
            CSV,
            "total,count,currency,payer\n3,2,KZT,KZ1\namount,line,phone,account,purpose\n"
                + "1,a,,KZ2,May\n2,b,+77010009909,,\"Salary, \"\"May\"\"\"\n"),
        Arguments.of("JSON", JSON, OBJECT),
        Arguments.of("JSON with a mark", JSON, "\ufeff" + OBJECT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void everyFormSaysTheSame(String what, String type, String text) {
    RegisterOrder order = read(type, text.getBytes(UTF_8));

    assertThat(List.of(order.payer(), order.currency(), order.count(), order.total()))
        .as(what)
        .containsExactly("KZ1", "KZT", "2", "3");
    assertThat(order.faults()).isEmpty();
    assertThat(order.rows())
        .extracting(Row::line, Row::account, row -> row.alias().phone(), Row::amount, Row::purpose)
        .containsExactly(
            tuple("a", "KZ2", "", "1", "May"),
            tuple("b", "", "+77010009909", "2", "Salary, \"May\""));
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(CSV, "a field too few", "a,KZ2,,,,1\n", "it has 6 fields"),
        Arguments.of(CSV, "a field too many", "a,KZ2,,,,1,May,\n", "it has 8 fields"),
        Arguments.of(CSV, "an empty row", "\n" + LINES, "it is empty"),
        Arguments.of(CSV, "an open quotation mark", "a,KZ2,,,,1,\"May\n", "is not closed"),
        Arguments.of(CSV, "a row in a field", "a,KZ2,,,,1,\"M\nay\"\n", "is not closed"),
        Arguments.of(CSV, "text behind quotation marks", "a,KZ2,,,,1,\"May\"x\n", "follows"),
        Arguments.of(CSV, "a quotation mark inside", "a,KZ2,,,,1,M\"ay\n", "is inside"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("lines")
  void aLineThatCannotBeReadIsNamed(String type, String what, String lines, String said) {
    RegisterFault fault = read(type, (HEAD + lines).getBytes(UTF_8)).faults().getFirst();

    assertThat(fault.row()).as(what).isEqualTo(4);
    assertThat(fault.problem().code()).isEqualTo(ErrorCode.REGISTER_LINE_MALFORMED);
    assertThat(fault.problem().message()).contains(said);
  }

  static Stream<Arguments> objects() {
    return Stream.of(
        Arguments.of("{\"line\":\"a\",\"amount\":1}", "is no text"),
        Arguments.of("{\"line\":\"a\",\"amount\":null}", "is no text"),
        Arguments.of("{\"line\":\"a\",\"sum\":\"1\"}", "not known"),
        Arguments.of("{\"line\":{\"a\":[]},\"amount\":\"1\"}", "is no text"),
        Arguments.of("[\"a\"]", "no JSON object"),
        Arguments.of("\"a\"", "no JSON object"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objects")
  void anObjectThatIsNoLineIsNamed(String line, String said) {
    String text = "{\"lines\":[{\"line\":\"x\",\"amount\":\"1\"},%s]}".formatted(line);
    RegisterOrder order = read(JSON, text.getBytes(UTF_8));

    assertThat(order.rows()).hasSize(1);
    assertThat(order.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.row()).isEqualTo(2);
              assertThat(fault.problem().message()).contains(said);
            });
  }

  static Stream<Arguments> wholes() {
    Charset cyrillic = Charset.forName("windows-1251");
    return Stream.of(
        Arguments.of("nothing", CSV, bytes(""), "it is empty"),
        Arguments.of("blanks", CSV, bytes(" \n\r\n"), "it is empty"),
        Arguments.of("a mark alone", CSV, bytes("\ufeff"), "it is empty"),
        Arguments.of("no lines' columns", CSV, bytes("payer\nKZ1\n"), "it ends before"),
        Arguments.of("unknown column", CSV, bytes("payer,sum\nKZ1,2\nline\n"), "\"sum\" is known"),
        Arguments.of("a column twice", CSV, bytes("payer,payer\n1,2\nline\n"), "there twice"),
        Arguments.of("no head", CSV, bytes(LINES), "is known"),
        Arguments.of("a value too few", CSV, bytes("payer,total\nKZ1\nline\n"), "it has 1 fields"),
        Arguments.of("old Macintosh", CSV, bytes(HEAD.replace('\n', '\r')), "is known"),
        Arguments.of(
            "Windows Cyrillic", CSV, (HEAD + "a,,,,,1,Мамыр\n").getBytes(cyrillic), "in row 4"),
        Arguments.of("UTF-16", CSV, HEAD.getBytes(StandardCharsets.UTF_16), "UTF-8"),
        Arguments.of("half a character", CSV, new byte[] {'a', (byte) 0xd0}, "UTF-8 in row 1"),
        Arguments.of("no JSON", JSON, bytes(HEAD), "no JSON"),
        Arguments.of("nothing in JSON", JSON, bytes(""), "it is empty"),
        Arguments.of("a list", JSON, bytes("[]"), "no JSON object"),
        Arguments.of("half", JSON, bytes(OBJECT.substring(0, 90)), "it is no JSON"),
        Arguments.of("two", JSON, bytes(OBJECT + OBJECT), "follows its end"),
        Arguments.of("a number", JSON, bytes("{\"count\":2}"), "no text"),
        Arguments.of("an unknown member", JSON, bytes("{\"sum\":\"2\"}"), "no such member"),
        Arguments.of("a member twice", JSON, bytes("{\"count\":\"2\",\"count\":\"3\"}"), "no JSON"),
        Arguments.of("lines in a text", JSON, bytes("{\"lines\":\"a\"}"), "it is no list"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wholes")
  void whatIsNoRegisterIsRefusedWithAWord(String what, String type, byte[] body, String said) {
    assertThatThrownBy(() -> read(type, body))
        .as(what)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
              assertThat(e.problem().message()).contains(said);
            });
  }

  @Test
  void onlyTwoTypesAreTaken() {
    assertThatThrownBy(() -> read("text/plain", bytes(HEAD)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_TYPE_NOT_TAKEN));
  }

  @Test
  void aHundredThousandLinesAreTakenAndNotOneMore() {
    String lines =
        IntStream.range(0, 100_000).mapToObj(i -> i + ",KZ2,,,,1,\n").collect(Collectors.joining());

    assertThat(csv(HEAD + lines).rows()).hasSize(100_000);
    assertThatThrownBy(() -> csv(HEAD + lines + "x,KZ2,,,,1,\n"))
        .hasMessageContaining("more than 100000 lines");
  }

  @Test
  void whateverFieldsHoldIsReadAsItWasWritten() {
    var random = new Random(11);
    String letters = "ab ,;\"'Ұлтқәñ€=+-@\t";
    for (int round = 0; round < 300; round++) {
      List<Row> rows =
          IntStream.range(4, 4 + random.nextInt(1, 6))
              .mapToObj(
                  row ->
                      new Row(
                          row,
                          text(random, letters),
                          text(random, letters),
                          new PayeeAlias(
                              text(random, letters), text(random, letters), text(random, letters)),
                          text(random, letters),
                          text(random, letters)))
              .toList();

      assertThat(csv(HEAD + written(rows)).rows()).as("round " + round).isEqualTo(rows);
    }
  }

  private static String text(Random random, String letters) {
    return random
        .ints(random.nextInt(6), 0, letters.length())
        .mapToObj(at -> letters.substring(at, at + 1))
        .collect(Collectors.joining());
  }

  private static String written(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                Stream.of(
                        row.line(),
                        row.account(),
                        row.alias().phone(),
                        row.alias().iin(),
                        row.alias().bin(),
                        row.amount(),
                        row.purpose())
                    .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining(",", "", "\n")))
        .collect(Collectors.joining());
  }

  @Test
  void brokenBytesEndInAWordAndNothingElse() {
    var random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      boolean isCsv = random.nextBoolean();
      byte[] body = bytes(isCsv ? HEAD + LINES : OBJECT);
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      try {
        var _ = read(isCsv ? CSV : JSON, body);
      } catch (PlatformException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
      }
    }
  }
}
