package kz.digitaltenge.app.bench;

import static kz.digitaltenge.app.bench.BenchText.line;
import static kz.digitaltenge.app.bench.BenchText.millis;
import static kz.digitaltenge.app.bench.BenchText.number;
import static kz.digitaltenge.app.bench.BenchText.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What one part found, as people read it.
final class PartText {
  private PartText() {}

  static String of(PartReport part) {
    return switch (part) {
      case Comparison comparison -> comparison(comparison);
      case SweepReport sweep -> sweep(sweep);
      case OutageReport outages -> outages(outages);
      case RegisterReport register -> register(register);
      case LongReport run -> longRun(run);
      case ApiReport api -> api(api);
    };
  }

  private static String comparison(Comparison comparison) {
    var rows = new ArrayList<List<String>>();
    for (Arm arm : comparison.arms()) {
      Figure figure = arm.figure();
      Arm.Ratio ratio = arm.ratio();
      rows.add(
          List.of(
              arm.name(),
              number("%,.0f", figure.perSecond()),
              ratio(ratio.perSecond()),
              millis(figure.p50Micros()),
              ratio(ratio.p50()),
              millis(figure.p99Micros()),
              number("%,.0f", arm.processorMicros()),
              ratio(ratio.processor()),
              ratio(ratio.processorMin()) + " to " + ratio(ratio.processorMax())));
    }
    var columns =
        List.of(
            "state",
            "a second",
            "ratio",
            "p50 ms",
            "ratio",
            "p99 ms",
            "processor µs a payment",
            "ratio",
            "of single rounds");
    List<BenchReport.Spent> loads =
        comparison.arms().stream()
            .map(arm -> new BenchReport.Spent(arm.name(), arm.processor()))
            .toList();
    return line(comparison.method() + " " + comparison.inFlight() + " under way at once.")
        + line("")
        + table(columns, rows)
        + line("")
        + notes(comparison.notes(), comparison.failed())
        + line("")
        + line("Processor time of one, in microseconds:")
        + line("")
        + BenchText.spent(loads);
  }

  private static String register(RegisterReport register) {
    var rows = new ArrayList<List<String>>();
    for (int tenth = 0; tenth < register.tenths().size(); tenth++) {
      rows.add(
          List.of(
              number("%d %%", 10 * (tenth + 1)),
              number("%,.1f", register.tenths().get(tenth) / 1_000.0)));
    }
    return line(
            number("A register of %,d lines", register.lines())
                + number(" (%,d bytes) out of one account", register.bytes())
                + number(" was taken in %,.1f s", register.takenMillis() / 1_000.0)
                + number(" and paid in %,.1f s", register.paidMillis() / 1_000.0)
                + number(", %,.0f lines a second.", register.linesPerSecond()))
        + line("")
        + table(List.of("lines that had ended", "s from its first byte"), rows)
        + line("")
        + notes(register.notes(), register.failed())
        + line("")
        + line("Processor time of one line, in microseconds:")
        + line("")
        + BenchText.spent(List.of(new BenchReport.Spent("register", register.processor())));
  }

  private static String sweep(SweepReport sweep) {
    var rows = new ArrayList<List<String>>();
    for (SweepReport.AtRate rate : sweep.rates()) {
      rows.add(
          List.of(
              number("%,.0f", rate.duePerSecond()),
              number("%,.0f", rate.inTimePerSecond()),
              millis(rate.figure().p50Micros()),
              millis(rate.figure().p99Micros()),
              number("%,.0f", rate.processorMicros()),
              rate.isKept() ? "yes" : "no"));
    }
    return line("Payments across banks at fixed rates of arrival; latency from when each was due.")
        + line("")
        + table(
            List.of(
                "due a second",
                "done in time a second",
                "p50 ms",
                "p99 ms",
                "processor µs a payment",
                "kept"),
            rows)
        + line("")
        + (sweep.outages().isEmpty() ? "" : withOutages(sweep.outages()))
        + notes(sweep.notes(), sweep.failed());
  }

  private static String withOutages(List<SweepReport.WithOutages> windows) {
    var rows = new ArrayList<List<String>>();
    for (SweepReport.WithOutages window : windows) {
      rows.add(
          List.of(
              number("%,.0f", window.duePerSecond()),
              number("%,d", window.bankAwayMillis()),
              number("%,d", window.notaryAwayMillis()),
              number("%,.0f", window.inTimePerSecond()),
              millis(window.figure().p50Micros()),
              millis(window.figure().p99Micros()),
              number("%,d", window.again()),
              number("%,d", window.unknown()),
              number("%,d", window.longestGapMillis())));
    }
    return line(
            "The same rates in windows twice as long, in which a bank and then the notary are away;"
                + " all seconds count, those too.")
        + line("")
        + table(
            List.of(
                "due a second",
                "bank away ms",
                "notary away ms",
                "done in time a second",
                "p50 ms",
                "p99 ms",
                "given again",
                "unknown",
                "longest gap ms"),
            rows)
        + line("");
  }

  private static String outages(OutageReport report) {
    var rows = new ArrayList<List<String>>();
    for (OutageReport.Outage outage : report.outages()) {
      rows.add(
          List.of(
              outage.what(),
              number("%,d", outage.awayMillis()),
              number("%,d", outage.figure().count()),
              number("%,d", outage.figure().failed()),
              number("%,d", outage.unknown()),
              number("%,d", outage.again()),
              number("%,d", outage.longestGapMillis()),
              millis(outage.figure().p50Micros()),
              millis(outage.figure().p99Micros())));
    }
    return line(
            number("Payments across banks, %,.0f a second fall due;", report.duePerSecond())
                + " latency from when each was due, however often its order was given.")
        + line("")
        + table(
            List.of(
                "away",
                "for ms",
                "done",
                "failed",
                "unknown",
                "given again",
                "longest gap ms",
                "p50 ms",
                "p99 ms"),
            rows)
        + line("")
        + notes(report.notes(), report.failed());
  }

  private static String longRun(LongReport run) {
    var rows = new ArrayList<List<String>>();
    for (int minute = 0; minute < run.minutes().size(); minute++) {
      rows.add(minute(Integer.toString(minute + 1), run.minutes().get(minute)));
    }
    LongReport.Minute first = run.minutes().getFirst();
    LongReport.Minute last = run.minutes().getLast();
    rows.add(
        List.of(
            "last over first",
            ratio(over(last.figure().perSecond(), first.figure().perSecond())),
            ratio(over(last.figure().p50Micros(), first.figure().p50Micros())),
            ratio(over(last.figure().p99Micros(), first.figure().p99Micros())),
            ratio(over(last.processorMicros(), first.processorMicros())),
            ratio(over(last.residentMiB(), first.residentMiB()))));
    LongReport.Housekeeping done = run.housekeeping();
    return line(run.load())
        + line("")
        + table(
            List.of(
                "minute", "a second", "p50 ms", "p99 ms", "processor µs a payment", "memory MiB"),
            rows)
        + line("")
        + line(
            ("Meanwhile: %,d checkpoints of the notary's state; %,d of the database, %,d of them"
                    + " asked for; %,d vacuums; %,d MiB written ahead; %,d collections of garbage"
                    + " that took %,d ms.")
                .formatted(
                    done.notaryCheckpoints(),
                    done.databaseCheckpoints(),
                    done.databaseCheckpointsAsked(),
                    done.vacuums(),
                    done.walMiB(),
                    done.collections(),
                    done.collectionMillis()))
        + notes(run.notes(), run.failed());
  }

  private static String api(ApiReport api) {
    var rows = new ArrayList<List<String>>();
    var spent = new ArrayList<BenchReport.Spent>();
    for (ApiReport.Row row : api.rows()) {
      Figure figure = row.figure();
      String load =
          figure.inFlight() == 0
              ? number("%,.0f a second due", row.duePerSecond())
              : number("%,d under way", figure.inFlight());
      spent.add(new BenchReport.Spent(load, row.processor()));
      rows.add(
          List.of(
              load,
              number("%,.0f", figure.perSecond()),
              millis(figure.p50Micros()),
              millis(figure.p99Micros()),
              number("%,.0f", row.platformMicros()),
              number("%,.0f", row.generatorMicros())));
    }
    return line(
            "Payments of 1 tenge across banks through five gateways: signed and verified both ways,"
                + " evidence and money on disk before the answer. The programs that ask are a"
                + " process of their own on the same cores.")
        + line("")
        + table(
            List.of(
                "load",
                "a second",
                "p50 ms",
                "p99 ms",
                "platform µs a payment",
                "programs µs a payment"),
            rows)
        + line("")
        + notes(api.notes(), api.failed())
        + line("")
        + line("Processor time of one payment at the platform, in microseconds:")
        + line("")
        + BenchText.spent(spent);
  }

  private static List<String> minute(String name, LongReport.Minute minute) {
    return List.of(
        name,
        number("%,.0f", minute.figure().perSecond()),
        millis(minute.figure().p50Micros()),
        millis(minute.figure().p99Micros()),
        number("%,.0f", minute.processorMicros()),
        number("%,d", minute.residentMiB()));
  }

  private static String notes(List<String> notes, long failed) {
    return notes.stream().map(BenchText::line).collect(Collectors.joining())
        + line("Failed: %,d.".formatted(failed));
  }

  private static double over(long value, long base) {
    return base == 0 ? 0 : (double) value / base;
  }

  private static double over(double value, double base) {
    return base == 0 ? 0 : value / base;
  }

  private static String ratio(double value) {
    return number("%.3f", value);
  }
}
