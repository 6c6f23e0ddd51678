package kz.digitaltenge.app.conversion;

import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// A bank's word that a customer's conversion is to go on now.
@Command(
    name = "client-retry",
    description = {
      "Go on with a customer's conversion now, through the bank's gateway in a running sandbox.",
      "What the core banking system refused to credit back stays owed and is tried again an hour"
          + " later, then two hours, up to a day, each time under an order of its own; this tries"
          + " at once. What was not answered is asked for again under the same order.",
      "Exit status 1 while the money is still owed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt conversions client-retry in-1 --bank HSBKKZKX",
      "  ./dt conversions client-retry in-1 --bank HSBKKZKX --core-account KZ97601CUSTOMER00001"
    })
final class ClientRetryCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DoorOptions options = new DoorOptions();

  @Option(
      names = "--core-account",
      paramLabel = "ACCOUNT",
      description =
          "Another account of the same customer at the core banking system, which the money goes"
              + " back to from now on.")
  private @Nullable String account;

  @Parameters(paramLabel = "ID", description = "The conversion.")
  private String id = "";

  @Override
  public Integer call() {
    String place = "/v1/conversions/" + DoorOptions.id(id) + "/retry";
    Map<String, String> members = account == null ? Map.of() : Map.of("coreAccount", account);
    return options.show(
        console,
        door -> door.post(place, "", members),
        ClientConversionsCommand::line,
        ClientRetryCommand::status);
  }

  static int status(JsonNode conversion) {
    return conversion.path("owed").isObject() ? ExitCode.FAILED : ExitCode.OK;
  }
}
