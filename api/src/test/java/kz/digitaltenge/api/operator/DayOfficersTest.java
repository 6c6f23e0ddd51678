package kz.digitaltenge.api.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.StreamFixture;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NodeId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Days and calendars are changed by officers, each in the name of their own certificate.
final class DayOfficersTest {
  private static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  private static final LocalDate DATE = LocalDate.of(2026, 12, 1);
  private static final Map<String, String> OFFICERS = Map.of("officer-1", "1", "officer-2", "2");

  private final StreamFixture fixture = new StreamFixture();
  private final FakeDays desk = new FakeDays();
  private final List<OperatorClient> clients = new ArrayList<>();

  @BeforeEach
  void serve() {
    fixture.serve(
        server ->
            OperatorServices.offer(
                server, desk, CENTRAL_BANK, name -> Optional.ofNullable(OFFICERS.get(name))));
  }

  @AfterEach
  void stop() {
    clients.forEach(OperatorClient::close);
    fixture.close();
  }

  @Test
  void anOfficerActsInTheNameOfTheCertificate() {
    DayOperations second = as(fixture.network().operator("officer-2", CENTRAL_BANK.value()));

    changes(second, "2").forEach(change -> assertThatCode(change).doesNotThrowAnyException());

    assertThat(desk.changedBy).containsExactly("2", "2", "2", "2", "2");
  }

  @Test
  void noOfficerActsInTheNameOfAnother() {
    DayOperations second = as(fixture.network().operator("officer-2", CENTRAL_BANK.value()));

    for (String named : List.of("1", "3", "", "officer-2", " 2")) {
      changes(second, named).forEach(DayOfficersTest::assertNotAdmitted);
    }
    assertThat(desk.changedBy).isEmpty();
  }

  @Test
  void anOperatorWhoIsNoOfficerOnlyReads() {
    DayOperations operator = as(fixture.network().operator("somebody", CENTRAL_BANK.value()));

    for (String named : List.of("1", "2", "somebody")) {
      changes(operator, named).forEach(DayOfficersTest::assertNotAdmitted);
    }
    assertThat(desk.changedBy).isEmpty();
    assertThat(operator.status()).isEqualTo(desk.status());
    assertThat(operator.days(3)).isEqualTo(desk.days(3));
    assertThat(operator.calendar(2026, Optional.empty())).isEqualTo(FakeDays.CALENDAR);
  }

  @Test
  void aNodeReadsTheCalendarAndNothingElse() {
    DayOperations node = as(fixture.network().node("KCJBKZKX"));

    assertThat(node.calendar(2026, Optional.empty())).isEqualTo(FakeDays.CALENDAR);
    assertNotAdmitted(node::status);
    assertNotAdmitted(() -> node.days(3));
    changes(node, "1").forEach(DayOfficersTest::assertNotAdmitted);
    assertThat(desk.changedBy).isEmpty();
  }

  @Test
  void aBanksOperatorIsNoOfficerUnderWhateverName() {
    DayOperations other = as(fixture.network().operator("officer-1", "KCJBKZKX"));

    assertNotAdmitted(() -> other.calendar(2026, Optional.empty()));
    assertNotAdmitted(other::status);
    changes(other, "1").forEach(DayOfficersTest::assertNotAdmitted);
    assertThat(desk.changedBy).isEmpty();
  }

  private static List<ThrowingCallable> changes(DayOperations days, String officer) {
    return List.of(
        () -> days.open(officer),
        () -> days.close(DATE, officer),
        () -> days.hours("08:00", "19:00", officer),
        () -> days.automatic(true, officer),
        () -> days.edit(new CalendarEdit.FillWeekends(2026), officer));
  }

  private DayOperations as(TlsIdentity caller) {
    var client =
        new OperatorClient(fixture.endpoint(), StreamFixture.SERVER, caller, fixture.threads());
    clients.add(client);
    return client.days();
  }

  private static void assertNotAdmitted(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CALLER_NOT_ADMITTED));
  }

  /// Notes who changed something.
  private static final class FakeDays implements DayOperations {
    static final CalendarLine CALENDAR =
        new CalendarLine(
            2026, 365, 364, 1, List.of(new CalendarLine.DayOff(DATE, "a feast")), List.of());

    final List<String> changedBy = new ArrayList<>();

    @Override
    public DayStatus status() {
      return new DayStatus(days(1).getFirst(), "08:00", "19:00", Optional.empty(), false);
    }

    @Override
    public List<DayLine> daysBefore(LocalDate before, int most) {
      return List.of();
    }

    @Override
    public List<DayLine> days(int most) {
      return List.of(
          new DayLine(
              DATE, "OPEN", Instant.EPOCH, "1", Optional.empty(), "", Optional.empty(), List.of()));
    }

    @Override
    public DayStatus open(String officer) {
      return changed(officer);
    }

    @Override
    public DayStatus close(LocalDate date, String officer) {
      return changed(officer);
    }

    @Override
    public DayStatus hours(String opens, String cutOff, String officer) {
      return changed(officer);
    }

    @Override
    public DayStatus automatic(boolean wanted, String officer) {
      return changed(officer);
    }

    @Override
    public CalendarLine calendar(int year, Optional<Instant> at) {
      return CALENDAR;
    }

    @Override
    public CalendarLine edit(CalendarEdit edit, String officer) {
      var _ = changed(officer);
      return CALENDAR;
    }

    private DayStatus changed(String officer) {
      changedBy.add(officer);
      return status();
    }
  }
}
