package kz.digitaltenge.app.block;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// When a block is to end by itself.
final class OrderEnd {
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,5})([mhd])");

  @ArgGroup(exclusive = true)
  private @Nullable Choice choice;

  private static final class Choice {
    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "When the block ends by itself, such as 2026-12-01T18:00+05:00.")
    private @Nullable String until;

    @Option(
        names = "--for",
        paramLabel = "LENGTH",
        description = "How long from now, such as 30m, 2h or 3d; again means from now again.")
    private @Nullable String length;
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  Optional<Instant> after(Instant now) {
    if (choice == null) {
      return Optional.empty();
    }
    Instant end =
        choice.until != null ? time(choice.until) : now.plus(length(String.valueOf(choice.length)));
    if (!end.isAfter(now)) {
      throw TypedText.malformed("--until", end + " is over");
    }
    return Optional.of(end);
  }

  private static Instant time(String typed) {
    try {
      return OffsetDateTime.parse(typed.strip()).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException _) {
      throw TypedText.malformed(
          "--until", "'%s' is no time such as 2026-12-01T18:00+05:00".formatted(typed));
    }
  }

  private static Duration length(String typed) {
    Matcher length = LENGTH.matcher(typed.strip());
    if (!length.matches()) {
      throw TypedText.malformed("--for", "'%s' is no length such as 2h".formatted(typed));
    }
    long count = Long.parseLong(length.group(1));
    return switch (length.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
