package kz.digitaltenge.app.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.api.LinesOption;
import kz.digitaltenge.app.api.Listing;
import kz.digitaltenge.app.api.TimeOptions;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.FreshName;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.app.register.RegisterDoor.Answer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Registers of payouts, through a bank's gateway.
@Command(
    name = "register",
    description = {
      "Pay many by a register, through a bank's gateway in a running sandbox: hand it in, watch"
          + " it, see what became of each line.",
      "It signs with the key that the sandbox gave the bank's programs."
    },
    subcommands = {
      RegisterCommand.Upload.class,
      RegisterCommand.Show.class,
      RegisterCommand.ListAll.class,
      RegisterCommand.Lines.class,
      RegisterCommand.Watch.class,
      RegisterCommand.Cancel.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt register upload salaries.csv --bank HSBKKZKX --id salaries-05",
      "  ./dt register watch salaries-05 --bank HSBKKZKX",
      "  ./dt register lines salaries-05 --bank HSBKKZKX --state REFUSED"
    })
public final class RegisterCommand implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(), "Say what to do: upload, show, list, lines, watch or cancel.");
  }

  /// Hands a register in.
  @Command(
      name = "upload",
      description = {
        "Hand in a register, CSV or JSON (a file that ends in .json).",
        "It is taken whole, or refused whole with the lines that are wrong. The same file under the"
            + " same id is the same register."
      },
      footerHeading = "%nA file, for example:%n",
      footer = {
        "  payer,currency,count,total",
        "  KZ16601DT00000000001,KZT,2,250.50",
        "  line,account,phone,amount,purpose",
        "  emp-1,,+77010009909,150.00,May",
        "  emp-2,KZ84563DT00000000002,,100.50,May"
      })
  static final class Upload implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final RegisterOptions options = new RegisterOptions();

    @Parameters(paramLabel = "FILE", description = "The register.")
    private Path file = Path.of("");

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "The bank's name for the register; a new one when left out.")
    private String id = FreshName.of("register");

    @Override
    public Integer call() {
      byte[] register;
      try {
        register = Files.readAllBytes(file);
      } catch (IOException e) {
        throw StorageProblems.of(file, e).exception(e);
      }
      boolean isJson = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
      String type = isJson ? "application/json" : "text/csv";
      try (RegisterDoor door = options.door()) {
        return options.show(door.upload(RegisterOptions.id(id), type, register), door, console);
      }
    }
  }

  /// Shows one register.
  @Command(name = "show", description = "Show how a register stands.")
  static final class Show implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final RegisterOptions options = new RegisterOptions();

    @Parameters(paramLabel = "ID", description = "The register.")
    private String id = "";

    @Override
    public Integer call() {
      try (RegisterDoor door = options.door()) {
        return options.show(door.show(RegisterOptions.id(id)), door, console);
      }
    }
  }

  /// Lists registers.
  @Command(
      name = "list",
      description = "List registers, the newest first; --json one object a line.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();
    @Mixin private final LinesOption lines = new LinesOption();
    @Mixin private final TimeOptions time = new TimeOptions();

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description =
            "Only those that stand so: AWAITING_APPROVAL, CHECKING, PAYING, DONE, REFUSED.")
    private @Nullable String state;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only those that it pays.")
    private @Nullable String account;

    @Override
    public Integer call() {
      Listing all =
          Listing.of(
                  "/v1/registers",
                  "registers",
                  "before",
                  "registers",
                  "No register was handed in here.")
              .with("state", state)
              .with("account", account);
      return options.showAll(console, time.on(all), lines, RegisterOptions::line);
    }
  }

  /// Shows lines of a register.
  @Command(
      name = "lines",
      description = "Show a register's lines, and what became of each; page by page to the last.")
  static final class Lines implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final RegisterOptions options = new RegisterOptions();

    @Parameters(paramLabel = "ID", description = "The register.")
    private String id = "";

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "WAITING, PAID, REFUSED or CANCELLED; all when left out.")
    private String state = "";

    @Override
    public Integer call() {
      String query = "?limit=500" + (state.isEmpty() ? "" : "&state=" + RegisterOptions.id(state));
      try (RegisterDoor door = options.door()) {
        Answer page = door.lines(RegisterOptions.id(id), query);
        if (page.isDone() && page.body().path("lines").isEmpty() && !options.isForMachines()) {
          console.out().println("No line of it is in that state.");
        }
        while (page.isDone() && !page.text("next").isEmpty()) {
          page.body().path("lines").forEach(this::print);
          page = door.lines(id, query + "&after=" + page.text("next"));
        }
        if (!page.isDone()) {
          RegisterOptions.refused(page, console);
          return ExitCode.FAILED;
        }
        page.body().path("lines").forEach(this::print);
        console.out().flush();
        return ExitCode.OK;
      }
    }

    /// For machines one object a line.
    private void print(JsonNode line) {
      if (options.isForMachines()) {
        console.out().println(line);
        return;
      }
      String why = line.path("problem").path("detail").asString("");
      console
          .out()
          .printf(
              "%6d  %-24s %16s  %-9s  %s%n",
              line.path("place").asInt(),
              line.path("line").asString(""),
              line.path("amount").asString(""),
              line.path("state").asString(""),
              why.isEmpty() ? line.path("transaction").asString("") : why);
    }
  }

  /// Follows a register to its end.
  @Command(
      name = "watch",
      description = {
        "Follow a register to its end.",
        "Exit status 0 when every line was paid, else 1."
      })
  static final class Watch implements Callable<Integer> {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    @Mixin private final Console console = new Console();
    @Mixin private final RegisterOptions options = new RegisterOptions();

    @Parameters(paramLabel = "ID", description = "The register.")
    private String id = "";

    @Override
    public Integer call() {
      try (RegisterDoor door = options.door();
          var tasks = new VirtualThreadTasks("register", STOP_TIMEOUT)) {
        Answer answer = door.show(RegisterOptions.id(id));
        String before = "";
        while (answer.isDone() && answer.count("waiting") > 0) {
          String now = shown(door, answer);
          if (!now.equals(before)) {
            console.err().println(now);
            console.err().flush();
          }
          before = now;
          tasks.sleep(PAUSE);
          answer = door.show(id);
        }
        int shown = options.show(answer, door, console);
        boolean isPaid = answer.count("paid") == answer.count("all");
        return shown == ExitCode.OK && isPaid ? ExitCode.OK : ExitCode.FAILED;
      }
    }

    private static String shown(RegisterDoor door, Answer answer) {
      String line = RegisterOptions.line(answer.body());
      return answer.isAwaitingApproval()
          ? "%s%n%s".formatted(line, RegisterOptions.awaited(door.approval(answer.text("id"))))
          : line;
    }
  }

  /// Gives a register up.
  @Command(
      name = "cancel",
      description = "Give up every line that has not begun; the others come to their end.")
  static final class Cancel implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final RegisterOptions options = new RegisterOptions();

    @Parameters(paramLabel = "ID", description = "The register.")
    private String id = "";

    @Override
    public Integer call() {
      try (RegisterDoor door = options.door()) {
        return options.show(door.cancel(RegisterOptions.id(id)), door, console);
      }
    }
  }
}
