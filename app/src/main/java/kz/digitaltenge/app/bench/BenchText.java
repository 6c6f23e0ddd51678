package kz.digitaltenge.app.bench;

import java.util.Locale;

/// The benchmark's report as people read it: Markdown, on the terminal and in the documents.
final class BenchText {
  private BenchText() {}

  static String of(BenchReport report) {
    var text = new StringBuilder();
    BenchReport.Machinery machine = report.machine();
    text.append(
        "%s, %d cores, %d MiB; %s; Java %s; %s; data on %s.%n"
            .formatted(
                machine.processor(),
                machine.cores(),
                machine.memoryMiB(),
                machine.system(),
                machine.java(),
                machine.signatures(),
                machine.disk()));
    text.append(
        "Start of a new network: %d ms. Resident with PostgreSQL's processes: %d MiB.%n%n"
            .formatted(report.startMillis(), report.residentMiB()));
    text.append("| what | in flight | a second | p50 ms | p99 ms |%n".formatted());
    text.append("|---|---|---|---|---|%n".formatted());
    report
        .results()
        .forEach(figure -> text.append(row(figure, Integer.toString(figure.inFlight()))));
    report
        .openLoop()
        .forEach(
            rate ->
                text.append(
                    row(
                        rate.figure(),
                        String.format(
                            Locale.ROOT, "open loop, %,.0f a second due", rate.duePerSecond()))));
    return text.toString();
  }

  private static String row(Figure figure, String load) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %.2f | %.2f |%n",
        figure.name(),
        load,
        figure.perSecond(),
        figure.p50Micros() / 1_000.0,
        figure.p99Micros() / 1_000.0);
  }
}
