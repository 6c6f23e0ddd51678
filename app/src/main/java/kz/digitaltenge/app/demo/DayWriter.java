package kz.digitaltenge.app.demo;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Amount;

/// Writes rows the way [DayFile] reads them.
final class DayWriter {
  private static final String CURRENCY = "KZT";

  private final Appendable out;

  DayWriter(Appendable out) {
    this.out = out;
  }

  void comment(String text) throws IOException {
    out.append("# ").append(text).append('\n');
  }

  void header() throws IOException {
    out.append(String.join(",", RowParser.COLUMNS)).append('\n');
  }

  void row(DayRow row) throws IOException {
    out.append(line(row)).append('\n');
  }

  private static String line(DayRow row) {
    return switch (row) {
      case DayRow.Issue(var id, var bank, Amount amount) ->
          fields("issue", id, "", bank, amount, CURRENCY, "");
      case DayRow.Open(String reference, var account, String name) ->
          fields("open", reference, "", account, "", "", name);
      case DayRow.Pay(var id, Party from, Party to, Amount amount) ->
          fields("pay", id, from, to, amount, CURRENCY, "");
      case DayRow.Redeem(var id, var bank, Amount amount) ->
          fields("redeem", id, bank, "", amount, CURRENCY, "");
    };
  }

  private static String fields(Object... fields) {
    return Stream.of(fields)
        .map(Object::toString)
        .map(CsvFields::written)
        .collect(Collectors.joining(","));
  }
}
