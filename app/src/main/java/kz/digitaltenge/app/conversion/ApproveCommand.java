package kz.digitaltenge.app.conversion;

import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// An officer's yes to an issue.
@Command(
    name = "approve",
    description = {
      "Approve an issue as one of the central bank's officers, who signs it here with the"
          + " officer's",
      "own key once the bank is debited; the central bank's node verifies and keeps what was"
          + " signed.",
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
      ConversionOperations desk = platform.conversions(word.officer());
      ConversionLine found = desk.conversion(word.bank(platform), word.id());
      return ConversionText.show(approved(desk, found), console, json.isWanted());
    }
  }

  /// Before the debit there is nothing to sign: how it stands says what is waited for.
  private ConversionLine approved(ConversionOperations desk, ConversionLine found) {
    boolean ended = found.progress() != Progress.UNDER_WAY;
    boolean tooEarly = found.kind() == Kind.ISSUANCE && found.confirmation().isEmpty();
    return ended || tooEarly
        ? found
        : desk.approve(
            found.bank(), found.name(), Officers.of(data.folder()).approve(word.number(), found));
  }
}
