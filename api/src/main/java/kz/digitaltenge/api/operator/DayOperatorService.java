package kz.digitaltenge.api.operator;

import io.grpc.stub.StreamObserver;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
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

/// Offers the desk of calendars and days over gRPC.
final class DayOperatorService extends DayOperatorGrpc.DayOperatorImplBase {
  private final DayOperations desk;

  DayOperatorService(DayOperations desk) {
    this.desk = desk;
  }

  /// For everything but to read the calendar, which nodes do too.
  private DayOperations officers() {
    PeerIdentity caller = PeerIdentity.caller();
    if (!caller.isOperator()) {
      throw Problem.of(ErrorCode.CALLER_NOT_ADMITTED, "caller", caller.name(), "service", "days")
          .exception();
    }
    return desk;
  }

  @Override
  public void status(DayStatusRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(caller, () -> DayWire.status(officers().status()));
  }

  @Override
  public void days(DaysRequest request, StreamObserver<DaysReply> caller) {
    Answering.one(
        caller,
        () ->
            DaysReply.newBuilder()
                .addAllDays(
                    officers().days(request.getMost()).stream()
                        .map(day -> DayWire.day(day))
                        .toList())
                .build());
  }

  @Override
  public void open(TurnDayRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(caller, () -> DayWire.status(officers().open(request.getOfficer())));
  }

  @Override
  public void close(TurnDayRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(
        caller,
        () ->
            DayWire.status(
                officers()
                    .close(
                        read("date", () -> LocalDate.parse(request.getDate())),
                        request.getOfficer())));
  }

  @Override
  public void setHours(SetHoursRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(
        caller,
        () ->
            DayWire.status(
                officers().hours(request.getOpens(), request.getCutOff(), request.getOfficer())));
  }

  @Override
  public void setAutomatic(SetAutomaticRequest request, StreamObserver<DayStatusReply> caller) {
    Answering.one(
        caller, () -> DayWire.status(desk.automatic(request.getAutomatic(), request.getOfficer())));
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
          return DayWire.calendar(officers().edit(edit, request.getOfficer()));
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
