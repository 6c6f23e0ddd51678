package kz.digitaltenge.app.block;

import java.util.Base64;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Signs what the central bank's gateway says is to be signed, and brings it nowhere.
@Command(
    name = "sign",
    description = {
      "Sign an order with an officer's order key: what the central bank's gateway calls toSign.",
      "Shows what the order says, then the signature to post."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt blocks sign CURUMS9vcmRlcoc… --officer 1")
final class OrderSignCommand implements Callable<Integer> {
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
    BlockOrder order = order(toSign);
    String signature =
        TO.encodeToString(
            Officers.of(data.folder()).signer(officer).sign(order.message()).value().toArray());
    if (json.isWanted()) {
      console.json(
          Json.object("order", order.sequence(), "officer", officer, "signature", signature));
    } else {
      console.out().println(OrderRun.sentence(order));
      console.out().println(signature);
    }
    return ExitCode.OK;
  }

  private static BlockOrder order(String text) {
    try {
      return BlockOrder.ofMessage(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException | MalformedException _) {
      throw TypedText.malformed("TOSIGN", "it is not what a draft called toSign");
    }
  }
}
