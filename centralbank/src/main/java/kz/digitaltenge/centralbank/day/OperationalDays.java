package kz.digitaltenge.centralbank.day;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import kz.digitaltenge.centralbank.conversion.ConversionHours;
import kz.digitaltenge.centralbank.day.OperationalDay.State;

/// Opens and closes the central bank's days (C13, S16). A close is a row of checked steps: each is
/// on disk when it has passed and is not taken again, so a close that was killed goes on where it
/// was; a step that does not pass leaves the day closing until it does. With the last step the next
/// day opens, by itself only in a year whose calendar somebody has noted. Blocking; one thing at a
/// time; any thread may call.
public final class OperationalDays implements ConversionHours {
  /// Between two looks at a step that did not pass, of days that close by themselves.
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private static final System.Logger LOG = System.getLogger(OperationalDays.class.getName());

  /// What does not pass while the next day is of a year whose holidays nobody has noted.
  static final String CALENDAR = "CALENDAR";

  /// How long before a year without a calendar begins somebody is told, once a day.
  private static final Period FORESIGHT = Period.ofDays(60);

  private final DayBook book;
  private final Calendars calendars;
  private final List<DayCheck> checks;
  private final InstantSource clock;
  private final ZoneId zone;
  private final AtomicReference<LocalDate> warned = new AtomicReference<>(LocalDate.MIN);
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /// @param checks the steps of a close, in their order
  /// @param zone of the days
  public OperationalDays(
      DayBook book, Calendars calendars, List<DayCheck> checks, InstantSource clock, ZoneId zone) {
    this.book = book;
    this.calendars = calendars;
    this.checks = List.copyOf(checks);
    this.clock = clock;
    this.zone = zone;
  }

  /// Opens a day when none is open: today, or the next working day when today is none or over.
  /// Around the clock today is as good as any.
  public OperationalDay open(String officer) {
    oneAtATime.lock();
    try {
      Optional<OperationalDay> newest = book.newest();
      if (newest.isEmpty() || newest.get().state() == State.CLOSED) {
        book.open(first(newest.map(OperationalDay::date)), officer, clock.instant());
      }
      return book.newest().orElseThrow();
    } finally {
      oneAtATime.unlock();
    }
  }

  private LocalDate first(Optional<LocalDate> last) {
    var now = clock.instant().atZone(zone);
    LocalDate today = now.toLocalDate();
    boolean past = last.map(date -> !date.isBefore(today)).orElse(false);
    boolean fits =
        hours().isAroundTheClock()
            || (calendars.of(today.getYear(), now.toInstant()).isWorking(today)
                && !hours().areOverAt(now.toLocalTime()));
    return fits && !past ? today : calendars.workingAfter(past ? last.orElseThrow() : today);
  }

  /// Closes a day, or goes on closing it; one that is closed stays so.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when it is not the day
  ///   that is open and was never closed, or when a step cannot be taken now
  public OperationalDay close(LocalDate date, String officer) {
    oneAtATime.lock();
    try {
      OperationalDay day = known(date);
      if (day.state() == State.CLOSED) {
        return day;
      }
      book.closing(date, officer, clock.instant());
      for (DayCheck check : checks) {
        if (!known(date).hasPassed(check.name())) {
          DayCheck.Found found = check.look();
          book.step(
              date,
              new OperationalDay.Step(
                  check.name(), clock.instant(), found.passed(), found.evidence()));
          if (!found.passed()) {
            return known(date);
          }
        }
      }
      LocalDate next = calendars.workingAfter(date);
      if (calendars.isListed(next.getYear())) {
        book.closed(date, next, officer, clock.instant());
      } else {
        String advice = Calendars.advice(next.getYear());
        var missing = new OperationalDay.Step(CALENDAR, clock.instant(), false, advice);
        // It can be missing for months, and is looked for again and again.
        if (lastFailed(day).filter(last -> isSame(last, missing)).isEmpty()) {
          book.step(date, missing);
        }
      }
      return known(date);
    } finally {
      oneAtATime.unlock();
    }
  }

  /// On whose order days close by themselves at their cut-off; empty when officers close them.
  public Optional<String> automatic() {
    return book.automatic();
  }

  /// Has days close by themselves, or leaves it to officers again.
  public void automatic(boolean wanted, String officer) {
    if (wanted != automatic().isPresent()) {
      book.automatic(wanted, officer, clock.instant());
    }
  }

  /// Closes the day that is over, and each one after it that is over too, as long as days close by
  /// themselves; a close that did not come to its end is gone on with after a while. To be called
  /// now and then.
  public void keep() {
    warnOfCalendar();
    Optional<String> officer = automatic();
    Optional<OperationalDay> due = officer.isPresent() ? due() : Optional.empty();
    while (due.isPresent()) {
      OperationalDay day = close(due.get().date(), officer.orElseThrow());
      due = day.state() == State.CLOSED ? due() : Optional.empty();
    }
  }

  private void warnOfCalendar() {
    LocalDate today = clock.instant().atZone(zone).toLocalDate();
    LocalDate before = warned.getAndSet(today);
    if (!today.equals(before)) {
      missingCalendar(today)
          .ifPresent(year -> LOG.log(WARNING, () -> "Soon: " + Calendars.advice(year)));
    }
  }

  /// The year whose calendar is missing and will be needed soon.
  Optional<Integer> missingCalendar(LocalDate today) {
    return IntStream.of(today.getYear(), today.plus(FORESIGHT).getYear())
        .filter(year -> !calendars.isListed(year))
        .boxed()
        .findFirst();
  }

  private Optional<OperationalDay> due() {
    Instant now = clock.instant();
    return book.newest()
        .filter(
            day ->
                switch (day.state()) {
                  case OPEN -> !now.isBefore(cutOff(day.date()));
                  case CLOSING -> !now.isBefore(lookedAt(day).plus(LOOK_AGAIN));
                  case CLOSED -> false;
                });
  }

  /// A close that no step was taken of yet was killed: there is nothing to wait for.
  private static Instant lookedAt(OperationalDay day) {
    return lastFailed(day).map(OperationalDay.Step::at).orElse(Instant.EPOCH);
  }

  private static Optional<OperationalDay.Step> lastFailed(OperationalDay day) {
    return day.steps().stream().filter(step -> !step.passed()).reduce((_, last) -> last);
  }

  private static boolean isSame(OperationalDay.Step one, OperationalDay.Step other) {
    return one.name().equals(other.name()) && one.evidence().equals(other.evidence());
  }

  private OperationalDay known(LocalDate date) {
    return book.find(date)
        .orElseThrow(() -> Calendars.malformed("day", "%s was never opened".formatted(date)));
  }

  /// Empty before the first day.
  public Optional<OperationalDay> newest() {
    return book.newest();
  }

  /// The newest first.
  public List<OperationalDay> days(int most) {
    return book.days(most);
  }

  /// The newest first, of those before a date.
  public List<OperationalDay> daysBefore(LocalDate before, int most) {
    return book.daysBefore(before, most);
  }

  public DayHours hours() {
    return book.hours().orElse(DayHours.AROUND_THE_CLOCK);
  }

  /// Sets when conversions are taken from now on.
  public void hours(DayHours hours, String officer) {
    if (!hours.equals(hours())) {
      book.hours(hours, officer, clock.instant());
    }
  }

  /// A time that is over means: as soon as the day has been closed, or the next was opened.
  @Override
  public Optional<Instant> closedUntil(Instant now) {
    Optional<OperationalDay> newest = book.newest();
    if (newest.isEmpty() || newest.get().state() != State.OPEN) {
      LocalDate after = newest.map(OperationalDay::date).orElse(now.atZone(zone).toLocalDate());
      return Optional.of(opening(calendars.workingAfter(after)));
    }
    LocalDate date = newest.get().date();
    if (hours().isAroundTheClock()) {
      return Optional.empty();
    }
    if (now.isBefore(opening(date))) {
      return Optional.of(opening(date));
    }
    return now.isBefore(cutOff(date))
        ? Optional.empty()
        : Optional.of(opening(calendars.workingAfter(date)));
  }

  private Instant opening(LocalDate date) {
    return date.atTime(hours().opens()).atZone(zone).toInstant();
  }

  private Instant cutOff(LocalDate date) {
    LocalDate end = hours().cutOff().equals(LocalTime.MIDNIGHT) ? date.plusDays(1) : date;
    return end.atTime(hours().cutOff()).atZone(zone).toInstant();
  }
}
