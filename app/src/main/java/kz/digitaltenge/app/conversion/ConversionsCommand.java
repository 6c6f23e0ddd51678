package kz.digitaltenge.app.conversion;

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
    description = "List conversions that have not ended, or show one.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./dt conversions", "  ./dt conversions large --bank HSBKKZKX"})
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

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      ConversionOperations desk = platform.conversions(NodeKeys.officer(1));
      if (id == null) {
        list(desk.open());
        return ExitCode.OK;
      }
      if (bank == null) {
        throw new ParameterException(console.command(), "Say whose it is: --bank BIC.");
      }
      return ConversionText.show(
          desk.conversion(Banks.named(bank, platform).node().value(), id),
          console,
          json.isWanted());
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
