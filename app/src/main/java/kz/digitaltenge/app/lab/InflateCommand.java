package kz.digitaltenge.app.lab;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.lab.Inflation.Made;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A bank of a sandbox makes money from nothing.
@Command(
    name = "inflate",
    description = {
      "Have a bank make money from nothing, with its own keys and nobody else's.",
      "It replaces one of its own tokens by one that is worth more, and attests that all is well.",
      "The notary sees no amounts and makes it final; the next supply proof is red and names the"
          + " bank, this one and every later one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt sandbox --data /tmp/lab --port 7600 --fresh",
      "  ./dt issue --bank EURIKZKA 1000 --data /tmp/lab",
      "  ./dt lab inflate --bank EURIKZKA 1000000 --spoil --data /tmp/lab",
      "  ./dt supply --now --data /tmp/lab"
    })
final class InflateCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      required = true,
      description = "The bank that cheats, by its identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--spoil",
      description = "Says that this sandbox may be spoiled: its supply is never proved again.")
  private boolean spoil;

  @Parameters(paramLabel = "AMOUNT", description = "How much is made, in tenge: 1234.50")
  private String amount = "";

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Amount by = TypedText.amount(amount);
    if (!by.isPositive()) {
      throw Problem.of(ErrorCode.NON_POSITIVE_AMOUNT, "amount", by).exception();
    }
    NodeId culprit = Banks.bank(bank, folder);
    if (!FolderLock.isHeld(folder.lock())) {
      // Roles that run by themselves are no sandbox, whoever's they are.
      throw Problem.of(ErrorCode.NETWORK_NOT_RUNNING, "path", folder).exception();
    }
    if (!spoil) {
      throw TypedText.malformed(
          "--spoil",
          "it is missing: the supply of the sandbox in %s would never be proved again, so take one"
                  .formatted(folder)
              + " that you can do without");
    }
    try (Machine machine = Machine.here()) {
      show(Inflation.of(folder, culprit, machine).make(by));
    }
    return ExitCode.OK;
  }

  private void show(Made made) {
    if (json.isWanted()) {
      console.json(object(made));
      return;
    }
    PrintWriter out = console.out();
    out.printf(
        "%s made %s KZT from nothing: a token of %s has become one of %s.%n",
        made.bank(), made.more(), made.before(), made.before().plus(made.more()));
    out.printf(
        "  transaction   %s, final at log position %d%n", made.transaction(), made.position());
    out.printf("  new token     %s%n", made.token());
    out.println("The notary sees no amounts and cannot know. Who finds it out: ./dt supply --now");
    out.flush();
  }

  private static Map<String, Object> object(Made made) {
    return Json.object(
        "bank",
        made.bank().value(),
        "made",
        made.more().toString(),
        "before",
        made.before().toString(),
        "transaction",
        made.transaction().toString(),
        "position",
        made.position(),
        "token",
        made.token().toString());
  }
}
