package kz.digitaltenge.gateway;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import kz.digitaltenge.api.operator.CalendarEdit;
import kz.digitaltenge.api.operator.CalendarLine;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.gateway.Officers.Officer;
import kz.digitaltenge.gateway.Routes.Route;

/// The central bank's calendars (C13, S16): everybody may read them, its officers change them.
final class CalendarMethods {
  private static final String ONE = "/v1/calendars/{id}";
  private static final String SERVICE = "calendars";
  private static final String DATE = "date";
  private static final String KIND = "kind";
  private static final String TITLE = "title";
  private static final String FROM = "from";
  private static final String OFF = "OFF";
  private static final String WORKING = "WORKING";
  private static final Pattern YEAR = Pattern.compile("[1-9][0-9]{3}");

  private final Supplier<DayOperations> days;
  private final Officers officers;

  CalendarMethods(Supplier<DayOperations> days, Officers officers) {
    this.days = days;
    this.officers = officers;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", ONE, this::show),
        new Route("GET", ONE + "/changes", this::changes),
        new Route("POST", ONE + "/days", this::set, ONE),
        new Route("POST", ONE + "/weekends", this::fill, ONE),
        new Route("POST", ONE + "/official", this::takeOfficial, ONE));
  }

  private Reply show(Call call) {
    var query = QueryFields.of(call.query(), Set.of("at"));
    Optional<Instant> at = query.value("at").map(text -> time("at", text));
    return new Reply.Done(Reply.OK, object(days.get().calendar(year(call), at)));
  }

  /// Their numbers count from 1, and `after` is one of them.
  private Reply changes(Call call) {
    var query = QueryFields.of(call.query(), Set.of("after", "limit"));
    int limit = query.limit();
    int after = query.within("after", 0, 0, QueryFields.NUMBER_MAX);
    var _ = officers.of(call, SERVICE);
    List<CalendarLine.Change> all = days.get().calendar(year(call), Optional.empty()).changes();
    int from = Math.min(after, all.size());
    int to = Math.min(all.size(), from + limit);
    Map<String, Object> shown =
        Json.object(
            "changes", all.subList(from, to).stream().map(CalendarMethods::object).toList());
    if (to < all.size()) {
      shown.put("next", String.valueOf(to));
    }
    return new Reply.Done(Reply.OK, shown);
  }

  private Reply set(Call call) {
    var fields = BodyFields.of(call, Set.of(DATE, KIND, TITLE, FROM));
    LocalDate date = DayMethods.date(DATE, fields.text(DATE));
    boolean off =
        switch (fields.text(KIND)) {
          case OFF -> true;
          case WORKING -> false;
          default -> throw Malformed.field("\"" + KIND + "\"", "it is neither OFF nor WORKING");
        };
    Optional<Instant> from = fields.optional(FROM).map(text -> time(FROM, text));
    String title = fields.optional(TITLE).orElse("");
    int year = year(call);
    if (date.getYear() != year) {
      throw Malformed.field("\"" + DATE + "\"", "it is no day of that year");
    }
    return edited(call, new CalendarEdit.SetDay(date, off, title, from));
  }

  private Reply fill(Call call) {
    DayMethods.requireNothing(call);
    return edited(call, new CalendarEdit.FillWeekends(year(call)));
  }

  private Reply takeOfficial(Call call) {
    DayMethods.requireNothing(call);
    return edited(call, new CalendarEdit.TakeOfficial(year(call)));
  }

  private Reply edited(Call call, CalendarEdit edit) {
    Officer officer = officers.of(call, SERVICE);
    Map<String, Object> shown = object(days.get().edit(edit, officer.number()));
    shown.put("evidence", String.valueOf(call.evidence()));
    return new Reply.Done(Reply.OK, shown);
  }

  private static int year(Call call) {
    if (!YEAR.matcher(call.id()).matches()) {
      throw Malformed.field("\"id\"", "it is no year such as 2026");
    }
    return Integer.parseInt(call.id());
  }

  static Instant time(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw Malformed.field("\"" + field + "\"", "it is no time such as 2026-12-01T14:00:00Z");
    }
  }

  /// With the number of its changes, so that one which counts later alters the tag as well.
  private static Map<String, Object> object(CalendarLine calendar) {
    return Json.object(
        "year",
        calendar.year(),
        "days",
        calendar.days(),
        "working",
        calendar.working(),
        "nonWorking",
        calendar.off(),
        "changes",
        calendar.changes().size(),
        "daysOff",
        calendar.daysOff().stream()
            .map(day -> Json.object(DATE, day.date().toString(), TITLE, day.title()))
            .toList());
  }

  private static Map<String, Object> object(CalendarLine.Change change) {
    return Json.object(
        DATE,
        change.date().toString(),
        KIND,
        change.off() ? OFF : WORKING,
        TITLE,
        change.title(),
        "officer",
        change.officer(),
        "at",
        change.at().toString(),
        FROM,
        change.from().toString());
  }
}
