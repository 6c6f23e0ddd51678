package kz.digitaltenge.api.operator;

import io.grpc.stub.StreamObserver;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.wire.CalendarReply;
import kz.digitaltenge.api.wire.CalendarRequest;
import kz.digitaltenge.api.wire.DayOperatorGrpc;
import kz.digitaltenge.api.wire.DayStatusReply;
import kz.digitaltenge.api.wire.DayStatusRequest;
import kz.digitaltenge.api.wire.DaysReply;
import kz.digitaltenge.api.wire.DaysRequest;
import kz.digitaltenge.api.wire.EditCalendarRequest;
import kz.digitaltenge.api.wire.SetAutomaticRequest;
import kz.digitaltenge.api.wire.SetHoursRequest;
import kz.digitaltenge.api.wire.TurnDayRequest;

/// Offers the desk of calendars and days over gRPC. Who changes something is who holds the
/// officer's certificate; a request that names another is refused.
final class DayOperatorService extends DayOperatorGrpc.DayOperatorImplBase {
  private final DayOperations desk;
  private final Function<String, Optional<String>> officers;

  /// @param officers by which name the desk knows the officer whose certificate has that name
  DayOperatorService(DayOperations desk, Function<String, Optional<String>> officers) {
    this.desk = desk;
    this.officers = officers;
  }

  /// For everything but to read the calendar, which nodes do too.
  private DayOperations desk() {
    PeerIdentity caller = PeerIdentity.caller();
    if (!caller.isOperator()) {
      throw notAdmitted(caller, "days");
    }
    return desk;
  }

  /// The officer who calls.
  ///
  /// @param named whom the request names: for whom the caller takes itself
  private String officer(String named) {
    PeerIdentity caller = PeerIdentity.caller();
    if (!caller.isOperator()) {
      throw notAdmitted(caller, "days");
    }
    return officers
        .apply(caller.name())
        .filter(named::equals)
        .orElseThrow(() -> notAdmitted(caller, "days as officer " + named));
  }

  private static PlatformException notAdmitted(PeerIdentity caller, String service) {
    return Problem.of(ErrorCode.CALLER_NOT_ADMITTED, "caller", caller.name(), "service", service)
        .exception();
  }

  @Override
  public void status(DayStatusRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(caller, () -> DayWire.status(desk().status()));
  }

  @Override
  public void days(DaysRequest request, StreamObserver<DaysReply> caller) {
    Answering.one(
        caller,
        () ->
            DaysReply.newBuilder()
                .addAllDays(days(request).stream().map(day -> DayWire.day(day)).toList())
                .build());
  }

  private List<DayLine> days(DaysRequest request) {
    return request.getBefore().isEmpty()
        ? desk().days(request.getMost())
        : desk()
            .daysBefore(
                read("date", () -> LocalDate.parse(request.getBefore())), request.getMost());
  }

  @Override
  public void open(TurnDayRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(caller, () -> DayWire.status(desk.open(officer(request.getOfficer()))));
  }

  @Override
  public void close(TurnDayRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(
        caller,
        () ->
            DayWire.status(
                desk.close(
                    read("date", () -> LocalDate.parse(request.getDate())),
                    officer(request.getOfficer()))));
  }

  @Override
  public void setHours(SetHoursRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(
        caller,
        () ->
            DayWire.status(
                desk.hours(
                    request.getOpens(), request.getCutOff(), officer(request.getOfficer()))));
  }

  @Override
  public void setAutomatic(SetAutomaticRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(
        caller,
        () ->
            DayWire.status(desk.automatic(request.getAutomatic(), officer(request.getOfficer()))));
  }

  @Override
  public void calendar(CalendarRequest request, StreamObserver<CalendarReply> caller) {
    Answering.one(
        caller,
        () -> DayWire.calendar(desk.calendar(request.getYear(), DayWire.instant(request.getAt()))));
  }

  @Override
  public void editCalendar(EditCalendarRequest request, StreamObserver<CalendarReply> caller) {
    Answering.one(
        caller,
        () -> {
          CalendarEdit edit =
              read("date", () -> DayWire.read(request))
                  .orElseThrow(() -> malformed("the edit", "there is none"));
          return DayWire.calendar(desk.edit(edit, officer(request.getOfficer())));
        });
  }

  private static <T> T read(String field, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DateTimeException e) {
      throw malformed(field, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }
}
