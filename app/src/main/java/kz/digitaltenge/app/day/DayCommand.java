package kz.digitaltenge.app.day;

import java.util.List;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.DayLine;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.DayStatus;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.OfficerNumber;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The central bank's operational day (C13, S16).
@Command(
    name = "day",
    description = {
      "Show the central bank's operational day: its state, when conversions are taken, the steps of"
          + " its close."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt day",
      "  ./dt day close 2026-12-01          checked steps; the next working day opens after them",
      "  ./dt day calendar show 2026"
    },
    subcommands = {
      DayCommand.Open.class,
      DayCommand.Close.class,
      DayCommand.Hours.class,
      DayCommand.Automatic.class,
      DayCommand.History.class,
      CalendarCommand.class
    })
public final class DayCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  private interface Work {
    DayStatus on(DayOperations days);
  }

  private interface Change {
    DayStatus by(String officer, DayOperations days);
  }

  @Override
  public Integer call() {
    return shown(console, data, json, DayOperations::status);
  }

  private static int shown(Console console, DataOption data, JsonOption json, Work work) {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      return shown(console, json, work.on(platform.days()));
    }
  }

  /// With the certificate of the officer of that number.
  private static int changed(
      Console console, DataOption data, JsonOption json, int officer, Change change) {
    String name = OfficerNumber.name(officer);
    try (Platform platform = RemotePlatform.running(data.folder())) {
      return shown(console, json, change.by(String.valueOf(officer), platform.days(name)));
    }
  }

  private static int shown(Console console, JsonOption json, DayStatus status) {
    if (json.isWanted()) {
      console.json(DayText.json(status));
    } else {
      DayText.print(status, console.out());
    }
    return status.day().state().equals("CLOSING") ? ExitCode.FAILED : ExitCode.OK;
  }

  /// Opens a day when none is open.
  @Command(name = "open", description = "Open a day when none is open; otherwise tell which is.")
  static final class Open implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Who opens it, by number; 1 when left out.")
    private int officer = 1;

    @Override
    public Integer call() {
      return changed(console, data, json, officer, (who, days) -> days.open(who));
    }
  }

  /// Closes a day.
  @Command(
      name = "close",
      description = {
        "Close a day, or go on closing it: conversions wait from now on, the supply is proved, the",
        "conversions are reconciled, the positions written down; then the next working day opens.",
        "A step that passed is not taken again; a day that is closed stays so."
      },
      footerHeading = "%nExample:%n",
      footer = "  ./dt day close 2026-12-01")
  static final class Close implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "DATE", description = "The day that is open, such as 2026-12-01.")
    private String date = "";

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Who closes it, by number; 1 when left out.")
    private int officer = 1;

    @Override
    public Integer call() {
      return changed(
          console, data, json, officer, (who, days) -> days.close(DayText.date(date), who));
    }
  }

  /// Sets the hours.
  @Command(
      name = "hours",
      description = {
        "Set when conversions are taken on an operational day, Kazakhstan's time.",
        "00:00 00:00 means around the clock while the day is open."
      },
      footerHeading = "%nExample:%n",
      footer = "  ./dt day hours 08:00 19:00")
  static final class Hours implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "OPENS", description = "HH:MM")
    private String opens = "";

    @Parameters(index = "1", paramLabel = "CUTOFF", description = "HH:MM")
    private String cutOff = "";

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Who sets them, by number; 1 when left out.")
    private int officer = 1;

    @Override
    public Integer call() {
      return changed(console, data, json, officer, (who, days) -> days.hours(opens, cutOff, who));
    }
  }

  /// Has days close by themselves.
  @Command(
      name = "automatic",
      description = {
        "Have days close by themselves: on at their cut-off, around the clock at midnight, with"
            + " the",
        "same checked steps; the next working day opens after them. A step that does not pass is",
        "taken again each minute."
      },
      footerHeading = "%nExample:%n",
      footer = "  ./dt day automatic on")
  static final class Automatic implements Callable<Integer> {
    /// What may be said.
    enum Switch {
      on,
      off
    }

    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "on|off", description = "on or off")
    private Switch wanted = Switch.off;

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Who orders it, by number; 1 when left out.")
    private int officer = 1;

    @Override
    public Integer call() {
      return changed(
          console, data, json, officer, (who, days) -> days.automatic(wanted == Switch.on, who));
    }
  }

  /// Shows the days before.
  @Command(name = "history", description = "Show the days, the newest first, with their steps.")
  static final class History implements Callable<Integer> {
    private static final int DAYS = 31;

    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(names = "--most", paramLabel = "N", description = "How many; 31 when left out.")
    private int most = DAYS;

    @Override
    public Integer call() {
      try (Platform platform = RemotePlatform.running(data.folder())) {
        List<DayLine> days = platform.days().days(most);
        if (json.isWanted()) {
          console.json(Json.object("days", days.stream().map(day -> DayText.json(day)).toList()));
        } else {
          days.forEach(day -> DayText.print(day, console.out()));
          console.out().flush();
        }
        return ExitCode.OK;
      }
    }
  }
}
