package kz.digitaltenge.app.conversion;

import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// An officer's no to a conversion.
@Command(
    name = "refuse",
    description = {
      "Refuse a conversion as one of the central bank's officers, who is known by certificate.",
      "A bank that was debited is credited back, one that has handed over its tokens gets them"
          + " back.",
      "Possible until an issue is approved, or a redemption's credit is ordered."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt refuse large --bank HSBKKZKX --officer 2 --reason \"asked for by mistake\"")
public final class RefuseCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final OfficersWord word = new OfficersWord();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the bank; 1 to 140 characters.")
  private String reason = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      return show(
          platform.conversions(word.officer()).refuse(word.bank(platform), word.id(), reason));
    }
  }

  /// 0 when it is refused, 1 when it had been done before, 3 while what the bank gave is given
  /// back.
  private int show(ConversionLine line) {
    if (line.progress() == Progress.UNDER_WAY) {
      return ConversionText.show(line, console, json.isWanted());
    }
    if (json.isWanted()) {
      console.json(ConversionText.object(line));
    } else if (line.progress() == Progress.REFUSED) {
      console.out().printf("Refused conversion %s of %s.%n", line.name(), line.bank());
      console.out().printf("  %s: %s%n", line.stage(), line.note());
      console.out().flush();
    } else {
      console.out().println("It had been done before it was refused.");
      var _ = ConversionText.show(line, console, false);
    }
    return line.progress() == Progress.REFUSED ? ExitCode.OK : ExitCode.FAILED;
  }
}
