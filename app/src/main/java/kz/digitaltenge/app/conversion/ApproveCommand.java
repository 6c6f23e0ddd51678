package kz.digitaltenge.app.conversion;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// An officer's yes to an issue.
@Command(
    name = "approve",
    description = {
      "Approve an issue as one of the central bank's officers, who is known by certificate.",
      "How many have to, follows from the amount; when enough have, it is issued. A redemption is",
      "approved only while a bank is silent at the supply proof, and nothing else is wrong."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt approve large --bank HSBKKZKX --officer 2")
public final class ApproveCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final OfficersWord word = new OfficersWord();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      return ConversionText.show(
          platform.conversions(word.officer()).approve(word.bank(platform), word.id()),
          console,
          json.isWanted());
    }
  }
}
