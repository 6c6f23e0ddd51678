package kz.digitaltenge.app.conversion;

import java.util.Base64;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Signs an approval as the central bank's gateway words it, and brings it nowhere.
@Command(
    name = "sign",
    description = {
      "Sign an approval with an officer's own key: what the central bank's gateway calls toSign of"
          + " a conversion.",
      "Shows what is approved, then the signature to post."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt conversions sign DERUMS9hcHByb3ZhbIc… --officer 1")
final class ApprovalSignCommand implements Callable<Integer> {
  private static final Base64.Encoder TO = Base64.getUrlEncoder().withoutPadding();

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "TOSIGN", description = "In base64url, as the gateway gives it.")
  private String toSign = "";

  @Option(
      names = "--officer",
      paramLabel = "N",
      required = true,
      description = "Who signs, by number.")
  private int officer;

  @Override
  public Integer call() {
    ApprovedStep step = step(toSign);
    String signature =
        TO.encodeToString(
            Officers.of(data.folder()).signer(officer).sign(step.message()).value().toArray());
    if (json.isWanted()) {
      console.json(
          Json.object(
              "kind",
              step.kind().name(),
              "bank",
              step.bank().value(),
              "conversion",
              step.conversion(),
              "amount",
              step.amount().toString(),
              "officer",
              officer,
              "signature",
              signature));
      return ExitCode.OK;
    }
    console
        .out()
        .printf(
            "%s %s %s, bank %s, conversion %s%n%s%n",
            step.kind(),
            step.amount(),
            step.asset().code(),
            step.bank(),
            step.conversion(),
            signature);
    console.out().flush();
    return ExitCode.OK;
  }

  private static ApprovedStep step(String text) {
    try {
      return ApprovedStep.ofMessage(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException | MalformedException _) {
      throw TypedText.malformed("TOSIGN", "it is not what a conversion called toSign");
    }
  }
}
