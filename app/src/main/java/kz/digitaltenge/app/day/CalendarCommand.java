package kz.digitaltenge.app.day;

import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.CalendarEdit;
import kz.digitaltenge.api.operator.CalendarLine;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.OfficerNumber;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Calendars of working days (C13).
@Command(
    name = "calendar",
    description = "Show and change which days of a year are working days.",
    subcommands = {
      CalendarCommand.Show.class,
      CalendarCommand.Edit.class,
      CalendarCommand.Fill.class,
      CalendarCommand.Official.class,
      CalendarCommand.History.class
    })
final class CalendarCommand implements Runnable {
  @Mixin private final Console console = new Console();

  private interface Work {
    CalendarLine on(DayOperations days);
  }

  @Override
  public void run() {
    throw new ParameterException(console.command(), "A command is missing.");
  }

  private static int shown(Console console, DataOption data, JsonOption json, Work work) {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      return shown(console, json, work.on(platform.days()));
    }
  }

  /// With the certificate of the officer of that number.
  private static int edited(
      Console console, DataOption data, JsonOption json, int officer, CalendarEdit edit) {
    String name = OfficerNumber.name(officer);
    try (Platform platform = RemotePlatform.running(data.folder())) {
      return shown(console, json, platform.days(name).edit(edit, String.valueOf(officer)));
    }
  }

  private static int shown(Console console, JsonOption json, CalendarLine calendar) {
    if (json.isWanted()) {
      console.json(DayText.json(calendar));
    } else {
      DayText.print(calendar, console.out());
    }
    return ExitCode.OK;
  }

  /// Shows a year.
  @Command(name = "show", description = "Show a year's days off and the counts of its days.")
  static final class Show implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "YEAR", description = "Such as 2026.")
    private int year;

    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "As it counts at a time, such as 2026-12-01T00:00+05:00; now when left out.")
    private @Nullable String at;

    @Override
    public Integer call() {
      return shown(console, data, json, days -> days.calendar(year, DayText.time("--at", at)));
    }
  }

  /// Changes a day.
  @Command(
      name = "edit",
      description = "Make a day a day off or a working day; nothing is forgotten of what it was.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ./dt day calendar edit 2027-05-17 off --title \"Kurban Ait\"",
        "  ./dt day calendar edit 2026-12-19 working --from 2026-12-10T00:00+05:00"
      })
  static final class Edit implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    /// What a day becomes.
    enum Kind {
      off,
      working
    }

    @Parameters(index = "0", paramLabel = "DATE", description = "Such as 2026-12-16.")
    private String date = "";

    @Parameters(index = "1", paramLabel = "off|working", description = "What it becomes.")
    private Kind kind = Kind.off;

    @Option(names = "--title", paramLabel = "TEXT", description = "What the day is called.")
    private String title = "";

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "When the change is to count; now when left out.")
    private @Nullable String from;

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Who changes it, by number; 1 when left out.")
    private int officer = 1;

    @Override
    public Integer call() {
      return edited(
          console,
          data,
          json,
          officer,
          new CalendarEdit.SetDay(
              DayText.date(date), kind == Kind.off, title, DayText.time("--from", from)));
    }
  }

  /// Fills all weekends.
  @Command(name = "fill", description = "Make all Saturdays and Sundays of a year days off.")
  static final class Fill implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "YEAR", description = "Such as 2026.")
    private int year;

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Who changes it, by number; 1 when left out.")
    private int officer = 1;

    @Override
    public Integer call() {
      return edited(console, data, json, officer, new CalendarEdit.FillWeekends(year));
    }
  }

  /// Takes the official list.
  @Command(
      name = "official",
      description = "Make a year's list the official production calendar, 2023 to 2027.")
  static final class Official implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "YEAR", description = "Such as 2026.")
    private int year;

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Who changes it, by number; 1 when left out.")
    private int officer = 1;

    @Override
    public Integer call() {
      return edited(console, data, json, officer, new CalendarEdit.TakeOfficial(year));
    }
  }

  /// Shows all changes.
  @Command(name = "history", description = "Show every change of a year's calendar.")
  static final class History implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "YEAR", description = "Such as 2026.")
    private int year;

    @Override
    public Integer call() {
      try (Platform platform = RemotePlatform.running(data.folder())) {
        CalendarLine calendar = platform.days().calendar(year, Optional.empty());
        if (json.isWanted()) {
          console.json(Json.object("changes", DayText.jsonChanges(calendar)));
        } else {
          DayText.printChanges(calendar, console.out());
        }
        return ExitCode.OK;
      }
    }
  }
}
