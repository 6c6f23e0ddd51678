package kz.digitaltenge.app.transfer;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
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

/// Payments of a bank's accounts, looked through.
@Command(
    name = "payments",
    description = {
      "List payments of a bank's accounts that have come to their end, the newest first, through"
          + " the bank's gateway in a running sandbox.",
      "With --state PENDING: payments out of its accounts that are under way, the oldest first.",
      "Options that are given narrow the list."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt payments --bank HSBKKZKX --direction IN --min 1000",
      "  ./dt payments --bank HSBKKZKX --account KZ86601DT00000000002 --from 2026-11-01T00:00:00Z",
      "  ./dt payments --bank HSBKKZKX --with KPSTKZKA --state VOID",
      "  ./dt payments --bank HSBKKZKX --state PENDING"
    })
public final class PaymentsCommand implements Callable<Integer> {
  private static final String PENDING = "PENDING";

  @Mixin private final Console console = new Console();
  @Mixin private final DoorOptions options = new DoorOptions();
  @Mixin private final LinesOption lines = new LinesOption();

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only of this account.")
  private @Nullable String account;

  @Option(names = "--direction", paramLabel = "IN|OUT", description = "Only received, or made.")
  private @Nullable String direction;

  @Option(
      names = "--state",
      paramLabel = "FINAL|VOID|NEVER|PENDING",
      description = "Only those that ended so, or have no end yet.")
  private @Nullable String state;

  @Mixin private final TimeOptions time = new TimeOptions();

  @Option(
      names = "--with",
      paramLabel = "BIC",
      description = "Only those whose other side is at this bank.")
  private @Nullable String counterparty;

  @Option(names = "--min", paramLabel = "TENGE", description = "The smallest sum.")
  private @Nullable String least;

  @Option(names = "--max", paramLabel = "TENGE", description = "The largest sum.")
  private @Nullable String most;

  @Override
  public Integer call() {
    Listing all =
        Listing.of(
                "/v1/payments",
                "payments",
                PENDING.equals(state) ? "after" : "before",
                "payments",
                "No payment was made or received here.")
            .with("account", account)
            .with("direction", direction)
            .with("state", state)
            .with("counterpartyBank", counterparty)
            .with("minAmount", least)
            .with("maxAmount", most);
    return options.showAll(console, time.on(all), lines, PaymentsCommand::line);
  }

  private static String line(JsonNode payment) {
    String banks =
        StreamSupport.stream(payment.path("banks").spliterator(), false)
            .map(bank -> bank.asString(""))
            .collect(Collectors.joining(", "));
    return "%s  %s  %s%s %s  %s  %s at %s  %s"
        .formatted(
            payment.path("at").asString(""),
            payment.path("state").asString(""),
            payment.path("direction").asString("").equals("IN") ? "+" : "-",
            payment.path("amount").asString(""),
            payment.path("currency").asString(""),
            payment.path("account").asString(""),
            payment.path("counterparty").asString(""),
            banks,
            payment.path("payment").asString(""));
  }
}
