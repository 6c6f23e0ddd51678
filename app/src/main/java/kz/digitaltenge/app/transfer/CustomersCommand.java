package kz.digitaltenge.app.transfer;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.api.LinesOption;
import kz.digitaltenge.app.api.Listing;
import kz.digitaltenge.app.command.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Customers of a bank, looked through.
@Command(
    name = "customers",
    description = {
      "List a bank's customers by reference, through the bank's gateway in a running sandbox.",
      "Options that are given narrow the list. With --json their numbers and phones are shown too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt customers --bank HSBKKZKX --kind COMPANY",
      "  ./dt customers --bank HSBKKZKX --state FROZEN",
      "  ./dt customers --bank HSBKKZKX --reference branch-7 --limit 20"
    })
public final class CustomersCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DoorOptions options = new DoorOptions();
  @Mixin private final LinesOption lines = new LinesOption();

  @Option(
      names = "--kind",
      paramLabel = "PERSON|COMPANY",
      description = "Only people, or companies.")
  private @Nullable String kind;

  @Option(
      names = "--limits",
      paramLabel = "FULL|SIMPLIFIED",
      description = "Only those of this class of limits.")
  private @Nullable String limits;

  @Option(
      names = "--state",
      paramLabel = "OPEN|SUSPENDED|FROZEN|CLOSED",
      description = "Only those whose account stands so.")
  private @Nullable String state;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "Only those whose reference begins so.")
  private @Nullable String reference;

  @Override
  public Integer call() {
    Listing all =
        Listing.of("/v1/customers", "customers", "after", "customers", "The bank has no customers.")
            .with("kind", kind)
            .with("limits", limits)
            .with("state", state)
            .with("reference", reference);
    return options.showAll(console, all, lines, CustomersCommand::line);
  }

  private static String line(JsonNode customer) {
    return "%s  %-7s  %s  %-9s  %s  %s"
        .formatted(
            customer.path("reference").asString(""),
            customer.path("kind").asString(""),
            customer.path("account").asString(""),
            customer.path("state").asString(""),
            customer.path("limits").asString(""),
            customer.path("name").asString(""));
  }
}
