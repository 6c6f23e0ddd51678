package kz.digitaltenge.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The benchmark's report as people read it: Markdown, on the terminal and in the documents.
final class BenchText {
  private static final double MICROS_PER_MILLI = 1_000.0;

  private BenchText() {}

  /// Everything that was measured.
  static String of(BenchReport report) {
    var text = new StringBuilder();
    if (!report.results().isEmpty()) {
      text.append(of(report, BenchPart.STANDARD));
    }
    for (PartReport part : report.parts()) {
      text.append(text.isEmpty() ? "" : line(""));
      text.append(line("## " + part.part().option()));
      text.append(line(""));
      text.append(of(report, part.part()));
    }
    return text.toString();
  }

  /// One part by itself, with the machine that it ran on.
  static String of(BenchReport report, BenchPart part) {
    String body =
        part == BenchPart.STANDARD
            ? standard(report)
            : report.parts().stream()
                .filter(each -> each.part() == part)
                .map(PartText::of)
                .collect(Collectors.joining());
    return machine(report.machine()) + body;
  }

  private static String machine(BenchReport.Machinery machine) {
    return line(
        "%s, %d cores, %d MiB; %s; Java %s; %s; data on %s."
            .formatted(
                machine.processor(),
                machine.cores(),
                machine.memoryMiB(),
                machine.system(),
                machine.java(),
                machine.signatures(),
                machine.disk()));
  }

  private static String standard(BenchReport report) {
    var text = new StringBuilder();
    text.append(
        line(
            "Start of a new network: %d ms. Resident with PostgreSQL's processes: %d MiB."
                .formatted(report.startMillis(), report.residentMiB())));
    text.append(line(""));
    var rows = new ArrayList<List<String>>();
    report.results().forEach(figure -> rows.add(row(figure, Integer.toString(figure.inFlight()))));
    report
        .openLoop()
        .forEach(
            rate ->
                rows.add(
                    row(
                        rate.figure(),
                        number("open loop, %,.0f a second due", rate.duePerSecond()))));
    text.append(table(List.of("what", "in flight", "a second", "p50 ms", "p99 ms"), rows));
    text.append(processor(report.processor()));
    text.append(
        line(
            number(
                "Of these the load generator itself takes %.1f µs, measured with orders that nobody"
                    + " carries out.",
                report.generatorMicros())));
    return text.toString();
  }

  private static String processor(List<BenchReport.Spent> loads) {
    var text = new StringBuilder(line(""));
    if (loads.stream().allMatch(load -> load.micros().isEmpty())) {
      return text.append(line("Processor time by component: this system does not tell."))
          .append(line(""))
          .toString();
    }
    text.append(line("Processor time of one payment, in microseconds:"));
    text.append(line(""));
    return text.append(spent(loads)).append(line("")).toString();
  }

  /// A row a component, a column a load.
  static String spent(List<BenchReport.Spent> loads) {
    var columns = new ArrayList<>(List.of("threads"));
    loads.forEach(load -> columns.add(load.load()));
    var rows = new ArrayList<List<String>>();
    for (Component component : Component.values()) {
      var row = new ArrayList<>(List.of(component.label()));
      loads.forEach(
          load -> row.add(number("%,.0f", load.micros().getOrDefault(component.label(), 0.0))));
      rows.add(row);
    }
    var sums = new ArrayList<>(List.of("together"));
    loads.forEach(
        load ->
            sums.add(
                number(
                    "%,.0f",
                    load.micros().values().stream().mapToDouble(Double::doubleValue).sum())));
    rows.add(sums);
    return table(columns, rows);
  }

  private static List<String> row(Figure figure, String load) {
    return List.of(
        figure.name(),
        load,
        number("%,.0f", figure.perSecond()),
        millis(figure.p50Micros()),
        millis(figure.p99Micros()));
  }

  static String millis(long micros) {
    return number("%,.2f", micros / MICROS_PER_MILLI);
  }

  static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  static String line(String text) {
    return text + System.lineSeparator();
  }

  static String table(List<String> columns, List<List<String>> rows) {
    return line(cells(columns))
        + line("|" + "---|".repeat(columns.size()))
        + rows.stream().map(row -> line(cells(row))).collect(Collectors.joining());
  }

  private static String cells(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
