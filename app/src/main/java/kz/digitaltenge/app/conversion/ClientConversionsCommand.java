package kz.digitaltenge.app.conversion;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.api.LinesOption;
import kz.digitaltenge.app.api.Listing;
import kz.digitaltenge.app.api.TimeOptions;
import kz.digitaltenge.app.command.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Conversions of a bank's customers, looked through.
@Command(
    name = "client",
    description = {
      "List conversions of a bank's customers, the newest first, through the bank's gateway in a"
          + " running sandbox.",
      "Options that are given narrow the list."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt conversions client --bank HSBKKZKX",
      "  ./dt conversions client --bank HSBKKZKX --direction OUT --state CONVERTED --limit 20",
      "  ./dt conversions client --bank HSBKKZKX --state CREDIT_BACK_OWED"
    })
final class ClientConversionsCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DoorOptions options = new DoorOptions();
  @Mixin private final LinesOption lines = new LinesOption();
  @Mixin private final TimeOptions time = new TimeOptions();

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only of this account.")
  private @Nullable String account;

  @Option(
      names = "--direction",
      paramLabel = "IN|OUT",
      description = "Only into digital tenge, or out of them.")
  private @Nullable String direction;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those that stand so, such as CONVERTED.")
  private @Nullable String state;

  @Override
  public Integer call() {
    Listing all =
        Listing.of(
                "/v1/conversions",
                "conversions",
                "before",
                "conversions",
                "No customer has converted anything here.")
            .with("account", account)
            .with("direction", direction)
            .with("state", state);
    return options.showAll(console, time.on(all), lines, ClientConversionsCommand::line);
  }

  static String line(JsonNode conversion) {
    // A sentence, which goes on here.
    String note = conversion.path("note").asString("").replaceFirst("\\.$", "");
    return "%s  %s  %s%s  %s  %s with %s%s%s"
        .formatted(
            conversion.path("requestedAt").asString(""),
            conversion.path("id").asString(""),
            conversion.path("direction").asString("").equals("IN") ? "+" : "-",
            conversion.path("amount").asString(""),
            conversion.path("state").asString(""),
            conversion.path("account").asString(""),
            conversion.path("coreAccount").asString(""),
            note.isEmpty() ? "" : ": " + note,
            owed(conversion));
  }

  private static String owed(JsonNode conversion) {
    String returned = conversion.path("returnAccount").asString("");
    String back = returned.isEmpty() ? "" : "; back to " + returned;
    JsonNode owed = conversion.path("owed");
    if (!owed.isObject()) {
      return back;
    }
    String note = owed.path("note").asString("").replaceFirst("\\.$", "");
    String next = owed.path("nextAt").asString("");
    return "%s; owed since %s%s%s%s"
        .formatted(
            back,
            owed.path("since").asString(""),
            owed.has("attempt") ? ", attempt " + owed.path("attempt").asInt() : "",
            next.isEmpty() ? "" : ", next at " + next,
            note.isEmpty() ? "" : ", last: " + note);
  }
}
