package kz.digitaltenge.app.conversion;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// An operator's word that a conversion is to go on now.
@Command(
    name = "retry",
    description = {
      "Go on with a conversion now.",
      "What the core banking system refused to credit back stays owed and is tried again every"
          + " hour, each time under an order of its own; this tries at once. What was not answered"
          + " is asked for again under the same order."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt conversions retry large --bank HSBKKZKX --officer 1")
final class RetryCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final OfficersWord word = new OfficersWord();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      return ConversionText.show(
          platform.conversions(word.officer()).retry(word.bank(platform), word.id()),
          console,
          json.isWanted());
    }
  }
}
