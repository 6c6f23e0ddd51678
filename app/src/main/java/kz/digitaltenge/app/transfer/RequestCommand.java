package kz.digitaltenge.app.transfer;

import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.api.LinesOption;
import kz.digitaltenge.app.api.Listing;
import kz.digitaltenge.app.api.TimeOptions;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.FreshName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Requests to pay, through the bank's gateway.
@Command(
    name = "request",
    description = {
      "Ask payers at any bank for money, and decide what customers are asked for, through a bank's"
          + " gateway in a running sandbox.",
      "It signs with the key that the sandbox gave the bank's programs."
    },
    subcommands = {
      RequestCommand.Ask.class,
      RequestCommand.ListAll.class,
      RequestCommand.Show.class,
      RequestCommand.Accept.class,
      RequestCommand.Refuse.class,
      RequestCommand.Cancel.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt request ask --bank HSBKKZKX --id invoice-1 --for KZ86601DT00000000002 --phone"
          + " +77010009909 --amount 40 --until 2026-12-01T00:00:00Z",
      "  ./dt request list --bank KPSTKZKA",
      "  ./dt request accept ID --bank KPSTKZKA",
      "  ./dt request refuse ID --bank KPSTKZKA --reason 'Not ordered'",
      "  ./dt request cancel invoice-1 --bank HSBKKZKX"
    })
public final class RequestCommand implements Runnable {
  private static final String PATH = "/v1/payment-requests";

  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(), "Say what to do: ask, list, show, accept, refuse or cancel.");
  }

  private static String line(JsonNode request) {
    String note = request.path("note").asString("");
    return "%s  %s  as %s, %s %s from %s to %s, until %s%s"
        .formatted(
            request.path("id").asString(""),
            request.path("state").asString(""),
            request.path("side").asString(""),
            request.path("amount").asString(""),
            request.path("currency").asString(""),
            request.path("payer").asString(""),
            request.path("payee").asString(""),
            request.path("expiresAt").asString(""),
            note.isEmpty() ? "" : ": " + note);
  }

  private static String place(String id) {
    return PATH + "/" + DoorOptions.id(id);
  }

  /// Asks a payer.
  @Command(
      name = "ask",
      description = {
        "Ask a payer for money for a customer. The same again under the same id is the same"
            + " request.",
        "One of --from, --phone, --iin and --bin says who is asked."
      })
  static final class Ask implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "The bank's name for the request; a new one when left out.")
    private String id = FreshName.of("request");

    @Option(
        names = "--for",
        paramLabel = "ACCOUNT",
        required = true,
        description = "Whom the money is for.")
    private String account = "";

    @Option(names = "--from", paramLabel = "ACCOUNT", description = "Who is asked.")
    private @Nullable String payer;

    @Mixin private final AliasOptions alias = new AliasOptions();

    @Option(names = "--amount", paramLabel = "TENGE", required = true, description = "How much.")
    private String amount = "";

    @Option(
        names = "--until",
        paramLabel = "TIME",
        required = true,
        description = "When it ends, such as 2026-12-01T00:00:00Z, within 90 days.")
    private String until = "";

    @Option(names = "--purpose", paramLabel = "TEXT", description = "What it is for.")
    private @Nullable String purpose;

    @Override
    public Integer call() {
      var members =
          alias
              .addTo(new Members().with("account", account).with("payer", payer))
              .with("amount", amount)
              .with("currency", "KZT")
              .with("expiresAt", until)
              .with("purpose", purpose);
      String key = DoorOptions.id(id);
      return options.show(
          console, door -> door.post(PATH, key, members.all()), RequestCommand::line);
    }
  }

  /// Lists requests of both sides.
  @Command(name = "list", description = "List requests, those that changed last at the end.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();
    @Mixin private final LinesOption lines = new LinesOption();

    @Option(
        names = "--side",
        paramLabel = "PAYEE|PAYER",
        description = "Only what customers of the bank ask for, or are asked for.")
    private @Nullable String side;

    @Option(names = "--state", paramLabel = "STATE", description = "Such as OPEN or PAID.")
    private @Nullable String state;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only of this account.")
    private @Nullable String account;

    @Mixin private final TimeOptions time = new TimeOptions();

    @Override
    public Integer call() {
      Listing all =
          Listing.of(PATH, "requests", "after", "requests", "Nobody is asked for money here.");
      return options.showAll(
          console,
          time.on(all.with("side", side).with("state", state).with("account", account)),
          lines,
          RequestCommand::line);
    }
  }

  /// Shows one request.
  @Command(name = "show", description = "Show how a request stands.")
  static final class Show implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Parameters(paramLabel = "ID", description = "The request.")
    private String id = "";

    @Override
    public Integer call() {
      String place = place(id);
      return options.show(console, door -> door.get(place), RequestCommand::line);
    }
  }

  /// Pays.
  @Command(name = "accept", description = "Pay what a customer of the bank is asked for.")
  static final class Accept implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Parameters(paramLabel = "ID", description = "The request.")
    private String id = "";

    @Override
    public Integer call() {
      String place = place(id) + "/acceptance";
      return options.show(console, door -> door.post(place, "", Map.of()), RequestCommand::line);
    }
  }

  /// Refuses.
  @Command(name = "refuse", description = "Refuse what a customer of the bank is asked for.")
  static final class Refuse implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Parameters(paramLabel = "ID", description = "The request.")
    private String id = "";

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why, for the payee.")
    private String reason = "";

    @Override
    public Integer call() {
      String place = place(id) + "/refusal";
      return options.show(
          console, door -> door.post(place, "", Map.of("reason", reason)), RequestCommand::line);
    }
  }

  /// Takes back.
  @Command(
      name = "cancel",
      description = "Take a request back that was made here, unless the payer has decided.")
  static final class Cancel implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DoorOptions options = new DoorOptions();

    @Parameters(paramLabel = "ID", description = "The request.")
    private String id = "";

    @Override
    public Integer call() {
      String place = place(id) + "/cancellation";
      return options.show(console, door -> door.post(place, "", Map.of()), RequestCommand::line);
    }
  }
}
