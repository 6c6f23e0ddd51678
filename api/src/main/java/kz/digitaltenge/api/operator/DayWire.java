package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.wire.CalendarReply;
import kz.digitaltenge.api.wire.DayStatusReply;
import kz.digitaltenge.api.wire.EditCalendarRequest;
import kz.digitaltenge.api.wire.OperationalDayMessage;

/// Days and calendars to and from the wire.
final class DayWire {
  private DayWire() {}

  static DayStatusReply status(DayStatus status) {
    return DayStatusReply.newBuilder()
        .setDay(day(status.day()))
        .setOpens(status.opens())
        .setCutOff(status.cutOff())
        .setClosedUntil(millis(status.closedUntil()))
        .setAutomatic(status.automatic())
        .build();
  }

  static DayStatus read(DayStatusReply reply) {
    return new DayStatus(
        read(reply.getDay()),
        reply.getOpens(),
        reply.getCutOff(),
        instant(reply.getClosedUntil()),
        reply.getAutomatic());
  }

  static OperationalDayMessage day(DayLine day) {
    var message =
        OperationalDayMessage.newBuilder()
            .setDate(day.date().toString())
            .setState(day.state())
            .setOpenedAt(day.openedAt().toEpochMilli())
            .setOpenedBy(day.openedBy())
            .setClosingAt(millis(day.closingAt()))
            .setClosedBy(day.closedBy())
            .setClosedAt(millis(day.closedAt()));
    for (DayLine.Step step : day.steps()) {
      message.addSteps(
          OperationalDayMessage.Step.newBuilder()
              .setName(step.name())
              .setAt(step.at().toEpochMilli())
              .setPassed(step.passed())
              .setEvidence(step.evidence()));
    }
    return message.build();
  }

  static DayLine read(OperationalDayMessage message) {
    return new DayLine(
        LocalDate.parse(message.getDate()),
        message.getState(),
        Instant.ofEpochMilli(message.getOpenedAt()),
        message.getOpenedBy(),
        instant(message.getClosingAt()),
        message.getClosedBy(),
        instant(message.getClosedAt()),
        message.getStepsList().stream()
            .map(
                step ->
                    new DayLine.Step(
                        step.getName(),
                        Instant.ofEpochMilli(step.getAt()),
                        step.getPassed(),
                        step.getEvidence()))
            .toList());
  }

  static CalendarReply calendar(CalendarLine calendar) {
    var reply =
        CalendarReply.newBuilder()
            .setYear(calendar.year())
            .setDays(calendar.days())
            .setWorking(calendar.working())
            .setOff(calendar.off());
    for (CalendarLine.DayOff day : calendar.daysOff()) {
      reply.addDaysOff(
          CalendarReply.DayOff.newBuilder().setDate(day.date().toString()).setTitle(day.title()));
    }
    for (CalendarLine.Change change : calendar.changes()) {
      reply.addChanges(
          CalendarReply.Change.newBuilder()
              .setDate(change.date().toString())
              .setOff(change.off())
              .setTitle(change.title())
              .setOfficer(change.officer())
              .setAt(change.at().toEpochMilli())
              .setFrom(change.from().toEpochMilli()));
    }
    return reply.build();
  }

  static CalendarLine read(CalendarReply reply) {
    List<CalendarLine.DayOff> daysOff =
        reply.getDaysOffList().stream()
            .map(day -> new CalendarLine.DayOff(LocalDate.parse(day.getDate()), day.getTitle()))
            .toList();
    List<CalendarLine.Change> changes =
        reply.getChangesList().stream()
            .map(
                change ->
                    new CalendarLine.Change(
                        LocalDate.parse(change.getDate()),
                        change.getOff(),
                        change.getTitle(),
                        change.getOfficer(),
                        Instant.ofEpochMilli(change.getAt()),
                        Instant.ofEpochMilli(change.getFrom())))
            .toList();
    return new CalendarLine(
        reply.getYear(), reply.getDays(), reply.getWorking(), reply.getOff(), daysOff, changes);
  }

  static EditCalendarRequest edit(CalendarEdit edit, String officer) {
    var request = EditCalendarRequest.newBuilder().setOfficer(officer);
    switch (edit) {
      case CalendarEdit.FillWeekends(int year) -> request.setFillYear(year);
      case CalendarEdit.TakeOfficial(int year) -> request.setOfficialYear(year);
      case CalendarEdit.SetDay(LocalDate date, boolean off, String title, var from) ->
          request.setDay(
              EditCalendarRequest.Day.newBuilder()
                  .setDate(date.toString())
                  .setOff(off)
                  .setTitle(title)
                  .setFrom(millis(from)));
    }
    return request.build();
  }

  static Optional<CalendarEdit> read(EditCalendarRequest request) {
    return switch (request.getWhatCase()) {
      case FILL_YEAR -> Optional.of(new CalendarEdit.FillWeekends(request.getFillYear()));
      case OFFICIAL_YEAR -> Optional.of(new CalendarEdit.TakeOfficial(request.getOfficialYear()));
      case DAY -> {
        var day = request.getDay();
        yield Optional.of(
            new CalendarEdit.SetDay(
                LocalDate.parse(day.getDate()),
                day.getOff(),
                day.getTitle(),
                instant(day.getFrom())));
      }
      case WHAT_NOT_SET -> Optional.empty();
    };
  }

  static long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(0L);
  }

  static Optional<Instant> instant(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
