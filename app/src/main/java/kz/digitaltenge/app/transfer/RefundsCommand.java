package kz.digitaltenge.app.transfer;

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

/// Refunds that a bank ordered, looked through.
@Command(
    name = "refunds",
    description = {
      "List refunds that were ordered at a bank, the newest first, through the bank's gateway in a"
          + " running sandbox.",
      "Options that are given narrow the list."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt refunds --bank HSBKKZKX",
      "  ./dt refunds --bank HSBKKZKX --state PENDING --limit 20"
    })
public final class RefundsCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DoorOptions options = new DoorOptions();
  @Mixin private final LinesOption lines = new LinesOption();
  @Mixin private final TimeOptions time = new TimeOptions();

  @Option(
      names = "--state",
      paramLabel = "PENDING|FINAL|REFUSED",
      description = "Only those that stand so.")
  private @Nullable String state;

  @Override
  public Integer call() {
    Listing all =
        Listing.of("/v1/refunds", "refunds", "before", "refunds", "No refund was ordered here.");
    return options.showAll(console, time.on(all.with("state", state)), lines, RefundsCommand::line);
  }

  private static String line(JsonNode refund) {
    String note = refund.path("note").asString("");
    return "%s  %s  %s  %s of payment %s%s"
        .formatted(
            refund.path("requestedAt").asString(""),
            refund.path("id").asString(""),
            refund.path("state").asString(""),
            refund.path("amount").asString(""),
            refund.path("payment").asString(""),
            note.isEmpty() ? "" : ": " + note);
  }
}
