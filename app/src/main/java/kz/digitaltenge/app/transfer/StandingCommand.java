package kz.digitaltenge.app.transfer;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.api.LinesOption;
import kz.digitaltenge.app.api.Listing;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.FreshName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Standing orders, through the bank's gateway.
@Command(
    name = "standing",
    description = {
      "Have payments made at a date, or again and again by the calendar, through a bank's gateway"
          + " in a running sandbox; see them, pause them, end them.",
      "It signs with the key that the sandbox gave the bank's programs."
    },
    subcommands = {
      StandingCommand.Begin.class,
      StandingCommand.ListAll.class,
      StandingCommand.Show.class,
      StandingCommand.Pause.class,
      StandingCommand.Resume.class,
      StandingCommand.Cancel.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt standing begin --bank HSBKKZKX --id rent-1 --from KZ16601DT00000000001 --to"
          + " KZ84563DT00000000002 --amount 150000 --every MONTHLY --first 2026-12-01T09:00 --shift"
          + " FORWARD",
      "  ./dt standing list --bank HSBKKZKX",
      "  ./dt standing show rent-1 --bank HSBKKZKX",
      "  ./dt standing pause rent-1 --bank HSBKKZKX",
      "  ./dt standing cancel rent-1 --bank HSBKKZKX"
    })
public final class StandingCommand implements Runnable {
  private static final String PATH = "/v1/standing-orders";

  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(), "Say what to do: begin, list, show, pause, resume or cancel.");
  }

  private static String line(JsonNode order) {
    String payee =
        Stream.of("payee", "phone", "iin", "bin")
            .map(name -> order.path(name).asString(""))
            .collect(Collectors.joining());
    String next = order.path("nextDue").asString("");
    return "%s  %s  %s %s %s from %s to %s%s"
        .formatted(
            order.path("id").asString(""),
            order.path("state").asString(""),
            order.path("every").asString(""),
            order.path("amount").asString(""),
            order.path("currency").asString(""),
            order.path("payer").asString(""),
            payee,
            next.isEmpty() ? "" : ", next due " + next);
  }

  private static String execution(JsonNode execution) {
    String why = execution.path("problem").path("detail").asString("");
    return "%6d  %s  %-6s  %s"
        .formatted(
            execution.path("number").asInt(),
            execution.path("dueAt").asString(""),
            execution.path("state").asString(""),
            why.isEmpty() ? execution.path("transaction").asString("") : why);
  }

  /// Gives an order.
  @Command(
      name = "begin",
      description = {
        "Give a standing order. The same again under the same id is the same order.",
        "One of --to, --phone, --iin and --bin says who is paid."
      })
  static final class Begin implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "The bank's name for the order; a new one when left out.")
    private String id = FreshName.of("standing");

    @Option(names = "--from", paramLabel = "ACCOUNT", required = true, description = "Who pays.")
    private String payer = "";

    @Option(names = "--to", paramLabel = "ACCOUNT", description = "Who is paid.")
    private @Nullable String payee;

    @Mixin private final AliasOptions alias = new AliasOptions();

    @Option(names = "--amount", paramLabel = "TENGE", required = true, description = "How much.")
    private String amount = "";

    @Option(
        names = "--every",
        paramLabel = "ONCE|DAILY|WEEKLY|MONTHLY",
        defaultValue = "ONCE",
        description = "How often; ${DEFAULT-VALUE} when left out.")
    private String every = "";

    @Option(
        names = "--first",
        paramLabel = "TIME",
        required = true,
        description = "When first, such as 2026-12-01T09:00, in Almaty.")
    private String first = "";

    @Option(
        names = "--shift",
        paramLabel = "AS_IS|FORWARD|BACK",
        description = "Where a day without work moves.")
    private @Nullable String shift;

    @Option(names = "--until", paramLabel = "DAY", description = "The last day.")
    private @Nullable String until;

    @Option(names = "--times", paramLabel = "N", description = "How often at most.")
    private @Nullable String times;

    @Option(names = "--purpose", paramLabel = "TEXT", description = "What it is for.")
    private @Nullable String purpose;

    @Override
    public Integer call() {
      var members =
          alias
              .addTo(new Members().with("payer", payer).with("payee", payee))
              .with("amount", amount)
              .with("currency", "KZT")
              .with("every", every)
              .with("first", first)
              .with("shift", shift)
              .with("until", until)
              .with("times", times)
              .with("purpose", purpose);
      String key = DoorOptions.id(id);
      return options.show(
          console, door -> door.post(PATH, key, members.all()), StandingCommand::line);
    }
  }

  /// Lists orders.
  @Command(name = "list", description = "List standing orders, the newest first.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();
    @Mixin private final LinesOption lines = new LinesOption();

    @Option(
        names = "--state",
        paramLabel = "ACTIVE|PAUSED|CANCELLED|DONE",
        description = "Only those that stand so.")
    private @Nullable String state;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only those that it pays.")
    private @Nullable String account;

    @Override
    public Integer call() {
      return options.showAll(
          console,
          Listing.of(
                  PATH,
                  "standingOrders",
                  "before",
                  "standing orders",
                  "No standing order was given here.")
              .with("state", state)
              .with("account", account),
          lines,
          StandingCommand::line);
    }
  }

  /// Shows one order.
  @Command(
      name = "show",
      description = "Show an order, and what fell due and became of it; --json one object a line.")
  static final class Show implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Parameters(paramLabel = "ID", description = "The order.")
    private String id = "";

    @Override
    public Integer call() {
      String place = PATH + "/" + DoorOptions.id(id);
      int shown = options.show(console, door -> door.get(place), StandingCommand::line);
      return shown == ExitCode.OK
          ? options.showAll(
              console,
              Listing.of(
                  place + "/executions",
                  "executions",
                  "after",
                  "payments",
                  "Nothing has fallen due yet."),
              StandingCommand::execution)
          : shown;
    }
  }

  /// Leaves out what falls due.
  @Command(name = "pause", description = "Leave out what falls due until it is resumed.")
  static final class Pause extends Change {
    Pause() {
      super("/pause");
    }
  }

  /// Goes on.
  @Command(name = "resume", description = "Go on with what falls due from now on.")
  static final class Resume extends Change {
    Resume() {
      super("/resume");
    }
  }

  /// Ends an order.
  @Command(name = "cancel", description = "End an order; a payment under way comes to its end.")
  static final class Cancel extends Change {
    Cancel() {
      super("/cancel");
    }
  }

  /// What an order is told to do.
  abstract static class Change implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Parameters(paramLabel = "ID", description = "The order.")
    private String id = "";

    private final String change;

    Change(String change) {
      this.change = change;
    }

    @Override
    public Integer call() {
      String place = PATH + "/" + DoorOptions.id(id) + change;
      return options.show(console, door -> door.post(place), StandingCommand::line);
    }
  }
}
