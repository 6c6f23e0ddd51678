package kz.digitaltenge.app.conversion;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.Meant;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.OfficerApproval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// An officer's yes to an issue.
@Command(
    name = "approve",
    description = {
      "Approve an issue as one of the central bank's officers, who signs it here with the"
          + " officer's",
      "own key once the bank is debited; the central bank's node verifies and keeps what was"
          + " signed.",
      "Bank, amount and direction are the officer's own: nothing is signed when the central bank's",
      "node shows others. How many have to approve, follows from the amount; when enough have, it"
          + " is",
      "issued. A redemption is approved only while a bank is silent at the supply proof, and"
          + " nothing",
      "else is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt approve large --bank HSBKKZKX --amount 20000000000 --officer 2",
      "  ./dt approve held --bank HSBKKZKX --amount 250000 --redemption --officer 1"
    })
public final class ApproveCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final OfficersWord word = new OfficersWord();

  @Option(
      names = "--amount",
      paramLabel = "AMOUNT",
      required = true,
      description = "What the officer means to approve, in tenge, such as 1000000.")
  private String amount = "";

  @Option(names = "--redemption", description = "It is a redemption; an issue when left out.")
  private boolean redemption;

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Kind kind = redemption ? Kind.REDEMPTION : Kind.ISSUANCE;
      var meant = new Meant(word.bank(platform), word.id(), kind, amount);
      return ConversionText.show(
          approved(platform.conversions(word.officer()), meant), console, json.isWanted());
    }
  }

  /// Before the debit there is nothing to sign: how it stands says what is waited for.
  private ConversionLine approved(ConversionOperations desk, Meant meant) {
    ConversionLine found = desk.conversion(meant.bank(), meant.name());
    Officers.requireShown(meant, found);
    boolean ended = found.progress() != Progress.UNDER_WAY;
    boolean tooEarly = found.kind() == Kind.ISSUANCE && found.confirmation().isEmpty();
    if (ended || tooEarly) {
      return found;
    }
    OfficerApproval approval = Officers.of(data.folder()).approve(word.number(), meant, found);
    tell(approval.step(), found);
    return desk.approve(meant.bank(), meant.name(), approval);
  }

  /// What was signed, before it leaves.
  private void tell(ApprovedStep signed, ConversionLine found) {
    PrintWriter out = console.err();
    out.printf(
        "%s signs: %s %s KZT, bank %s, conversion %s, confirmation %s%n",
        word.officer(),
        signed.kind(),
        signed.amount(),
        signed.bank(),
        signed.conversion(),
        found.confirmation().orElse("none"));
    out.flush();
  }
}
