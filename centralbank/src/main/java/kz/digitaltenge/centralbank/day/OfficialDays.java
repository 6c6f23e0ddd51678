package kz.digitaltenge.centralbank.day;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The official production calendar as the project knows it, in `official-days.txt`.
public final class OfficialDays {
  private static final String FILE = "official-days.txt";
  private static final String DAY = "--";
  private static final Pattern LINE =
      Pattern.compile("(?<day>[0-9]{2}-[0-9]{2}) (?<kind>off|work) (?<title>.+)");

  private final Map<Integer, Map<LocalDate, String>> daysOff = new TreeMap<>();

  private OfficialDays() {}

  public static OfficialDays read() {
    try (InputStream file =
        Objects.requireNonNull(OfficialDays.class.getResourceAsStream(FILE), FILE)) {
      var days = new OfficialDays();
      int year = 0;
      for (String line : new String(file.readAllBytes(), UTF_8).lines().toList()) {
        if (line.startsWith("year ")) {
          year = Integer.parseInt(line, "year ".length(), "year 2023".length(), 10);
          days.begin(year);
        } else if (!line.isBlank() && !line.startsWith("#")) {
          days.add(year, line);
        }
      }
      return days;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(int year) {
    var weekends = new TreeMap<LocalDate, String>();
    YearCalendar.weekends(year).forEach(day -> weekends.put(day, YearCalendar.WEEKEND));
    daysOff.put(year, weekends);
  }

  private void add(int year, String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalStateException("not a day of the calendar: " + line);
    }
    LocalDate day = MonthDay.parse(DAY + parts.group("day")).atYear(year);
    Map<LocalDate, String> days = Objects.requireNonNull(daysOff.get(year));
    if (parts.group("kind").equals("off")) {
      days.put(day, parts.group("title"));
    } else {
      days.remove(day);
    }
  }

  /// The years that are known.
  Set<Integer> years() {
    return daysOff.keySet();
  }

  /// Whether the year is known.
  boolean has(int year) {
    return daysOff.containsKey(year);
  }

  /// The days off of each year that is known, with weekends.
  public Map<Integer, Set<LocalDate>> byYear() {
    return daysOff.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, year -> Set.copyOf(year.getValue().keySet())));
  }

  /// The days off of a year that is known, with weekends.
  Map<LocalDate, String> daysOff(int year) {
    return Objects.requireNonNull(daysOff.get(year));
  }
}
