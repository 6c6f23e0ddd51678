package kz.digitaltenge.app.conversion;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Short times as people type them: `200ms`, `8s`, `2m`, `1h`; a day at most.
final class Times {
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m|h)");
  private static final Duration MOST = Duration.ofDays(1);

  private Times() {}

  static Optional<Duration> parse(String text) {
    Matcher match = TIME.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(match.group(1));
    Duration time =
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    return Optional.of(time).filter(each -> each.compareTo(MOST) <= 0);
  }
}
