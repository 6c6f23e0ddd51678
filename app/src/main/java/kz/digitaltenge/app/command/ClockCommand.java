package kz.digitaltenge.app.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.sandbox.MovedClock;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows and moves a sandbox's business time.
@Command(
    name = "clock",
    description = {
      "Show a sandbox's business time, or move it ahead; never back.",
      "It moves the operational day, the calendar, conversions with the emulated core banking",
      "systems and their reconciliation, and the days and months of customers' limits.",
      "It does not move payments and their time windows, the notary, signatures, certificates,",
      "supply proofs and blocks: these keep this machine's time. Only a sandbox has such a clock."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt clock",
      "  ./dt clock advance 9h",
      "  ./dt clock to 2026-12-01T19:00      in Astana"
    },
    subcommands = {ClockCommand.Advance.class, ClockCommand.To.class})
public final class ClockCommand implements Callable<Integer> {
  private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,5})([mhd])");

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    return shown(console, data.folder(), json);
  }

  /// Moves time by a duration.
  @Command(name = "advance", description = "Move the business time ahead by a while.")
  static final class Advance implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "DURATION", description = "Such as 30m, 9h, 2d.")
    private String duration = "";

    @Override
    public Integer call() {
      DataFolder folder = data.folder();
      MovedClock.move(folder.clock(), ahead(folder).plus(duration(duration)));
      return shown(console, folder, json);
    }
  }

  /// Moves time to a time.
  @Command(name = "to", description = "Move the business time ahead to a time.")
  static final class To implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(
        paramLabel = "TIME",
        description = "Such as 2026-12-01T19:00 in Astana, or 2026-12-01T14:00Z.")
    private String time = "";

    @Override
    public Integer call() {
      DataFolder folder = data.folder();
      var _ = ahead(folder);
      MovedClock.move(folder.clock(), Duration.between(Instant.now(), time(time)));
      return shown(console, folder, json);
    }
  }

  private static int shown(Console console, DataFolder folder, JsonOption json) {
    Duration ahead = ahead(folder);
    Instant machine = Instant.now();
    Instant business = machine.plus(ahead);
    if (json.isWanted()) {
      console.json(
          Json.object(
              "businessTime", business.toString(),
              "machineTime", machine.toString(),
              "ahead", ahead.toString()));
    } else {
      console
          .out()
          .printf(
              "Business time: %s%nThis machine:  %s%nAhead by:      %s%n",
              OffsetDateTime.ofInstant(business, ZONE).truncatedTo(ChronoUnit.SECONDS),
              OffsetDateTime.ofInstant(machine, ZONE).truncatedTo(ChronoUnit.SECONDS),
              ahead);
      console.out().flush();
    }
    return ExitCode.OK;
  }

  private static Duration ahead(DataFolder folder) {
    return MovedClock.aheadOf(folder.clock())
        .orElseThrow(
            () ->
                TypedText.malformed(
                    "--data", "no sandbox keeps a clock in " + folder + "; others have none"));
  }

  private static Duration duration(String typed) {
    var parts = DURATION.matcher(typed.strip());
    if (!parts.matches()) {
      throw TypedText.malformed("DURATION", "'%s' is no duration such as 9h".formatted(typed));
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static Instant time(String typed) {
    String text = typed.strip();
    try {
      return LocalDateTime.parse(text).atZone(ZONE).toInstant();
    } catch (DateTimeException _) {
      // Perhaps with an offset.
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw TypedText.malformed(
          "TIME", "'%s' is no time such as 2026-12-01T19:00".formatted(typed));
    }
  }
}
