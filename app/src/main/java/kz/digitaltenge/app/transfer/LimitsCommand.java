package kz.digitaltenge.app.transfer;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.api.LinesOption;
import kz.digitaltenge.app.api.Listing;
import kz.digitaltenge.app.command.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// The limits of a bank's classes of customers.
@Command(
    name = "limits",
    description = {
      "List a bank's classes of customers and their limits, past and to come, through the bank's"
          + " gateway in a running sandbox.",
      "A class that is not listed has none. They are read from limits.csv in the node's folder."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt limits --bank HSBKKZKX")
public final class LimitsCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DoorOptions options = new DoorOptions();

  @Override
  public Integer call() {
    return options.showAll(
        console,
        Listing.whole("/v1/limits", "limits", "limits", "No class of customers has limits here."),
        new LinesOption(),
        LimitsCommand::line);
  }

  private static String line(JsonNode limit) {
    return "%-10s  %-7s  from %s  %16s%s"
        .formatted(
            limit.path("class").asString(""),
            limit.path("kind").asString(""),
            limit.path("from").asString(""),
            limit.path("limit").asString(""),
            limit.path("isInForce").asBoolean(false) ? "  in force" : "");
  }
}
