package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.wire.CalendarReply;
import kz.digitaltenge.api.wire.CalendarRequest;
import kz.digitaltenge.api.wire.DayOperatorGrpc;
import kz.digitaltenge.api.wire.DayOperatorGrpc.DayOperatorBlockingStub;
import kz.digitaltenge.api.wire.DayStatusReply;
import kz.digitaltenge.api.wire.DayStatusRequest;
import kz.digitaltenge.api.wire.DaysReply;
import kz.digitaltenge.api.wire.DaysRequest;
import kz.digitaltenge.api.wire.SetAutomaticRequest;
import kz.digitaltenge.api.wire.SetHoursRequest;
import kz.digitaltenge.api.wire.TurnDayRequest;

/// The desk of calendars and days in another process.
final class RemoteDays implements DayOperations {
  private final OperatorClient client;
  private final DayOperatorBlockingStub stub;

  RemoteDays(OperatorClient client) {
    this.client = client;
    this.stub = DayOperatorGrpc.newBlockingStub(client.channel().channel());
  }

  @Override
  public DayStatus status() {
    DayStatusReply reply =
        client.call(stub, desk -> desk.status(DayStatusRequest.getDefaultInstance()));
    return DayWire.read(reply);
  }

  @Override
  public List<DayLine> days(int most) {
    return days(DaysRequest.newBuilder().setMost(most).build());
  }

  @Override
  public List<DayLine> daysBefore(LocalDate before, int most) {
    return days(DaysRequest.newBuilder().setMost(most).setBefore(before.toString()).build());
  }

  private List<DayLine> days(DaysRequest wire) {
    DaysReply reply = client.call(stub, desk -> desk.days(wire));
    return reply.getDaysList().stream().map(day -> DayWire.read(day)).toList();
  }

  @Override
  public DayStatus open(String officer) {
    var wire = TurnDayRequest.newBuilder().setOfficer(officer).build();
    DayStatusReply reply = client.call(stub, desk -> desk.open(wire));
    return DayWire.read(reply);
  }

  @Override
  public DayStatus close(LocalDate date, String officer) {
    var wire = TurnDayRequest.newBuilder().setOfficer(officer).setDate(date.toString()).build();
    DayStatusReply reply = client.call(stub, desk -> desk.close(wire));
    return DayWire.read(reply);
  }

  @Override
  public DayStatus hours(String opens, String cutOff, String officer) {
    var wire =
        SetHoursRequest.newBuilder().setOfficer(officer).setOpens(opens).setCutOff(cutOff).build();
    DayStatusReply reply = client.call(stub, desk -> desk.setHours(wire));
    return DayWire.read(reply);
  }

  @Override
  public DayStatus automatic(boolean wanted, String officer) {
    var wire = SetAutomaticRequest.newBuilder().setOfficer(officer).setAutomatic(wanted).build();
    DayStatusReply reply = client.call(stub, desk -> desk.setAutomatic(wire));
    return DayWire.read(reply);
  }

  @Override
  public CalendarLine calendar(int year, Optional<Instant> at) {
    var wire = CalendarRequest.newBuilder().setYear(year).setAt(DayWire.millis(at)).build();
    CalendarReply reply = client.call(stub, desk -> desk.calendar(wire));
    return DayWire.read(reply);
  }

  @Override
  public CalendarLine edit(CalendarEdit edit, String officer) {
    CalendarReply reply = client.call(stub, desk -> desk.editCalendar(DayWire.edit(edit, officer)));
    return DayWire.read(reply);
  }
}
