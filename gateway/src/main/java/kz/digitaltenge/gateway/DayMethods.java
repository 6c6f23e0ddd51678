package kz.digitaltenge.gateway;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.DayLine;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.DayStatus;
import kz.digitaltenge.gateway.Officers.Officer;
import kz.digitaltenge.gateway.Routes.Route;

/// The central bank's operational days (C13, S16), for its officers.
final class DayMethods {
  private static final String NOW = "/v1/operational-day";
  private static final String DAYS = "/v1/operational-days";
  private static final String ONE = DAYS + "/{id}";
  private static final String SERVICE = "operational days";
  private static final String OPENS = "opens";
  private static final String CUT_OFF = "cutOff";
  private static final String AUTOMATIC = "automatic";
  private static final String EVIDENCE = "evidence";
  private static final String CLOSED = "CLOSED";

  private final Supplier<DayOperations> days;
  private final Officers officers;

  DayMethods(Supplier<DayOperations> days, Officers officers) {
    this.days = days;
    this.officers = officers;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", NOW, this::status),
        new Route("POST", NOW + "/hours", this::hours, NOW),
        new Route("POST", NOW + "/automatic", this::automatic, NOW),
        new Route("GET", DAYS, this::list),
        new Route("POST", DAYS, this::open),
        new Route("GET", ONE, this::show),
        new Route("POST", ONE + "/close", this::close, ONE));
  }

  private Reply status(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    var _ = officers.of(call, SERVICE);
    return new Reply.Done(Reply.OK, object(days.get().status()));
  }

  private Reply hours(Call call) {
    var fields = BodyFields.of(call, Set.of(OPENS, CUT_OFF));
    String opens = fields.text(OPENS);
    String cutOff = fields.text(CUT_OFF);
    Officer officer = officers.of(call, SERVICE);
    return changed(call, days.get().hours(opens, cutOff, officer.number()));
  }

  private Reply automatic(Call call) {
    boolean wanted =
        switch (BodyFields.of(call, Set.of(AUTOMATIC)).text(AUTOMATIC)) {
          case "ON" -> true;
          case "OFF" -> false;
          default -> throw Malformed.field("\"" + AUTOMATIC + "\"", "it is neither ON nor OFF");
        };
    Officer officer = officers.of(call, SERVICE);
    return changed(call, days.get().automatic(wanted, officer.number()));
  }

  private static Reply changed(Call call, DayStatus status) {
    Map<String, Object> shown = object(status);
    shown.put(EVIDENCE, String.valueOf(call.evidence()));
    return new Reply.Done(Reply.OK, shown);
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of("before", "limit"));
    int limit = query.limit();
    Optional<LocalDate> before = query.value("before").map(text -> date("before", text));
    var _ = officers.of(call, SERVICE);
    List<DayLine> found =
        before.isPresent() ? days.get().daysBefore(before.get(), limit) : days.get().days(limit);
    Map<String, Object> shown =
        Json.object("days", found.stream().map(DayMethods::object).toList());
    if (found.size() == limit) {
      shown.put("next", found.getLast().date().toString());
    }
    return new Reply.Done(Reply.OK, shown);
  }

  /// The day that is open already is the answer, so that asking again opens no other.
  private Reply open(Call call) {
    requireNothing(call);
    Officer officer = officers.of(call, SERVICE);
    return changed(call, days.get().open(officer.number()));
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    LocalDate date = date("id", call.id());
    var _ = officers.of(call, SERVICE);
    return new Reply.Done(Reply.OK, object(known(date)));
  }

  /// Takes the steps that are left, up to one that does not pass.
  private Reply close(Call call) {
    requireNothing(call);
    LocalDate date = date("id", call.id());
    Officer officer = officers.of(call, SERVICE);
    var _ = known(date);
    var _ = days.get().close(date, officer.number());
    DayLine day = known(date);
    Map<String, Object> shown = object(day);
    shown.put(EVIDENCE, String.valueOf(call.evidence()));
    return new Reply.Done(day.state().equals(CLOSED) ? Reply.OK : Reply.ACCEPTED, shown);
  }

  private DayLine known(LocalDate date) {
    return days.get()
        .day(date)
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_DAY, "day", date).exception());
  }

  /// A change that says everything by its path.
  static void requireNothing(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    if (!call.body().isEmpty()) {
      throw Malformed.body("there is nothing to say");
    }
  }

  static LocalDate date(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw Malformed.field("\"" + field + "\"", "it is no date such as 2026-12-01");
    }
  }

  private static Map<String, Object> object(DayStatus status) {
    Map<String, Object> shown = object(status.day());
    shown.put(OPENS, status.opens());
    shown.put(CUT_OFF, status.cutOff());
    shown.put(AUTOMATIC, status.automatic());
    status.closedUntil().ifPresent(until -> shown.put("conversionsFrom", until.toString()));
    return shown;
  }

  private static Map<String, Object> object(DayLine day) {
    Map<String, Object> shown =
        Json.object(
            "date", day.date().toString(),
            "state", day.state(),
            "openedAt", day.openedAt().toString(),
            "openedBy", day.openedBy());
    day.closingAt().ifPresent(at -> shown.put("closingAt", at.toString()));
    if (!day.closedBy().isEmpty()) {
      shown.put("closedBy", day.closedBy());
    }
    day.closedAt().ifPresent(at -> shown.put("closedAt", at.toString()));
    shown.put("steps", day.steps().stream().map(DayMethods::object).toList());
    return shown;
  }

  private static Map<String, Object> object(DayLine.Step step) {
    return Json.object(
        "name", step.name(),
        "at", step.at().toString(),
        "passed", step.passed(),
        "found", step.evidence());
  }
}
