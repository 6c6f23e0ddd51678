package kz.digitaltenge.app.conversion;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.role.NodeKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Conversions as they stand.
@Command(
    name = "conversions",
    description = {
      "List conversions that have not ended, show one, have one tried again, or prove that a bank"
          + " ordered it: with --order",
      "the bank's signed order is written to a file with the network's parameters, and --verify",
      "checks such a file offline, looking at nothing else."
    },
    subcommands = {
      RetryCommand.class,
      ApprovalSignCommand.class,
      ClientConversionsCommand.class,
      ClientRetryCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt conversions",
      "  ./dt conversions large --bank HSBKKZKX",
      "  ./dt conversions large --bank HSBKKZKX --order large.order",
      "  ./dt conversions --verify large.order --network-id 5ebd50c0...",
      "  ./dt conversions retry large --bank HSBKKZKX --officer 1",
      "  ./dt conversions sign DERUMS9hcHByb3ZhbIc… --officer 1",
      "  ./dt conversions client --bank HSBKKZKX --state CONVERTED",
      "  ./dt conversions client-retry in-1 --bank HSBKKZKX"
    })
public final class ConversionsCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      description = "The bank whose conversion is shown, by its identifier or three-digit code.")
  private @Nullable String bank;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "The bank's name for the conversion; all open ones when left out.")
  private @Nullable String id;

  @Option(
      names = "--order",
      paramLabel = "FILE",
      description = "Write the bank's signed order to a file that does not exist yet.")
  private @Nullable Path order;

  @Option(
      names = "--verify",
      paramLabel = "FILE",
      description = "Check a file that --order wrote, offline; nothing else is looked at.")
  private @Nullable Path verify;

  @Option(
      names = "--network-id",
      paramLabel = "HEX",
      description =
          "With --verify, the network that it must be of, 64 digits; without it compare the one"
              + " that is shown.")
  private @Nullable String networkId;

  @Override
  public Integer call() {
    if (verify != null) {
      return new OrderProof(console, json.isWanted()).verify(verify, networkId);
    }
    try (Platform platform = RemotePlatform.running(data.folder())) {
      ConversionOperations desk = platform.conversions(NodeKeys.officer(1));
      if (id == null) {
        list(desk.open());
        return ExitCode.OK;
      }
      if (bank == null) {
        throw new ParameterException(console.command(), "Say whose it is: --bank BIC.");
      }
      ConversionLine line = desk.conversion(Banks.named(bank, platform).node().value(), id);
      return order == null
          ? ConversionText.show(line, console, json.isWanted())
          : new OrderProof(console, json.isWanted()).write(line, data.folder(), order);
    }
  }

  private void list(List<ConversionLine> open) {
    if (json.isWanted()) {
      console.json(Json.object("conversions", open.stream().map(ConversionText::object).toList()));
      return;
    }
    if (open.isEmpty()) {
      console.out().println("No conversion is under way.");
    }
    for (ConversionLine each : open) {
      console
          .out()
          .printf(
              "%-9s %-28s %-10s %20s  %s%n",
              each.bank(), each.name(), each.kind(), each.amount(), ConversionText.reason(each));
    }
    console.out().flush();
  }
}
