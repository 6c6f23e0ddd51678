package kz.digitaltenge.app.day;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.operator.CalendarLine;
import kz.digitaltenge.api.operator.DayLine;
import kz.digitaltenge.api.operator.DayStatus;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.centralbank.day.Calendars;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;

/// Days and calendars for people and for machines.
final class DayText {
  private static final String AROUND_THE_CLOCK = "00:00";

  private DayText() {}

  static void print(DayStatus status, PrintWriter out) {
    print(status.day(), out);
    boolean always =
        status.opens().equals(AROUND_THE_CLOCK) && status.cutOff().equals(AROUND_THE_CLOCK);
    out.printf(
        "Conversions: %s, %s%n",
        always
            ? "around the clock while the day is open"
            : status.opens() + " to " + status.cutOff(),
        status.closedUntil().map(at -> "closed until " + at).orElse("open now"));
    out.println(
        status.automatic()
            ? "Close: by itself at the cut-off"
            : "Close: by an officer, ./dt day close " + status.day().date());
    out.flush();
  }

  static void print(DayLine day, PrintWriter out) {
    out.printf(
        "%s %s, opened %s by officer %s%s%s%n",
        day.date(),
        day.state(),
        day.openedAt(),
        day.openedBy(),
        day.closingAt().map(at -> ", closing since " + at + " by officer ").orElse("")
            + day.closedBy(),
        day.closedAt().map(at -> ", closed " + at).orElse(""));
    for (DayLine.Step step : day.steps()) {
      out.printf(
          "  %-6s %-12s %s %s%n",
          step.passed() ? "passed" : "FAILED", step.name(), step.at(), step.evidence());
    }
  }

  static Map<String, Object> json(DayStatus status) {
    return Json.object(
        "day", json(status.day()),
        "opens", status.opens(),
        "cutOff", status.cutOff(),
        "closedUntil", text(status.closedUntil()),
        "automatic", status.automatic());
  }

  static Map<String, Object> json(DayLine day) {
    return Json.object(
        "date", day.date().toString(),
        "state", day.state(),
        "openedAt", day.openedAt().toString(),
        "openedBy", day.openedBy(),
        "closingAt", text(day.closingAt()),
        "closedBy", day.closedBy(),
        "closedAt", text(day.closedAt()),
        "steps",
            day.steps().stream()
                .map(
                    step ->
                        Json.object(
                            "name", step.name(),
                            "at", step.at().toString(),
                            "passed", step.passed(),
                            "evidence", step.evidence()))
                .toList());
  }

  static void print(CalendarLine calendar, PrintWriter out) {
    out.printf(
        "%d: %d days, %d working, %d off%n",
        calendar.year(), calendar.days(), calendar.working(), calendar.off());
    if (calendar.changes().isEmpty()) {
      out.printf("  %s%n", Calendars.advice(calendar.year()));
    }
    calendar
        .daysOff()
        .forEach(
            day ->
                out.printf("  %s %-9s %s%n", day.date(), day.date().getDayOfWeek(), day.title()));
    out.flush();
  }

  static Map<String, Object> json(CalendarLine calendar) {
    return Json.object(
        "year", calendar.year(),
        "days", calendar.days(),
        "working", calendar.working(),
        "off", calendar.off(),
        "daysOff",
            calendar.daysOff().stream()
                .map(day -> Json.object("date", day.date().toString(), "title", day.title()))
                .toList());
  }

  static void printChanges(CalendarLine calendar, PrintWriter out) {
    if (calendar.changes().isEmpty()) {
      out.printf("Nobody has changed %d.%n", calendar.year());
    }
    for (CalendarLine.Change change : calendar.changes()) {
      out.printf(
          "%s officer %s: %s %s %s%s%n",
          change.at(),
          change.officer(),
          change.date(),
          change.off() ? "off" : "working",
          change.title(),
          change.from().isAfter(change.at()) ? ", counts from " + change.from() : "");
    }
    out.flush();
  }

  static List<Map<String, Object>> jsonChanges(CalendarLine calendar) {
    return calendar.changes().stream()
        .map(
            change ->
                Json.object(
                    "at", change.at().toString(),
                    "officer", change.officer(),
                    "date", change.date().toString(),
                    "off", change.off(),
                    "title", change.title(),
                    "from", change.from().toString()))
        .toList();
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  static LocalDate date(String typed) {
    try {
      return LocalDate.parse(typed.strip());
    } catch (DateTimeException _) {
      throw TypedText.malformed("DATE", "'%s' is no date such as 2026-12-16".formatted(typed));
    }
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  static Optional<Instant> time(String option, @Nullable String typed) {
    if (typed == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(typed.strip()).toInstant());
    } catch (DateTimeException _) {
      throw TypedText.malformed(
          option, "'%s' is no time such as 2026-12-01T00:00+05:00".formatted(typed));
    }
  }
}
