package kz.digitaltenge.app.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows what an account has.
@Command(
    name = "balance",
    description = "Show what an account has, what running payments have taken, what is coming in.",
    footerHeading = "%nExample:%n",
    footer = "  ./dt account balance KZ16601DT00000000001")
final class BalanceCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "ACCOUNT", description = "The account's number.")
  private String account = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      List<BalanceLine> lines = Banks.nodeOf("ACCOUNT", account, platform).balances(account);
      if (json.isWanted()) {
        console.json(
            Json.object(
                "account",
                account,
                "balances",
                lines.stream().map(BalanceCommand::object).toList()));
      } else {
        print(lines);
      }
      return ExitCode.OK;
    }
  }

  private void print(List<BalanceLine> lines) {
    if (lines.isEmpty()) {
      console.out().println("0.00: nothing ever came in.");
    }
    for (BalanceLine line : lines) {
      console
          .out()
          .printf(
              "%s %s: %s available, %s taken by running payments, %s coming in%n",
              line.total(),
              line.asset().code(),
              line.available(),
              line.reserved(),
              line.incoming());
    }
  }

  private static Map<String, Object> object(BalanceLine line) {
    Map<String, Object> object =
        Json.object(
            "currency",
            line.asset().code(),
            "total",
            line.total().toString(),
            "available",
            line.available().toString(),
            "reserved",
            line.reserved().toString(),
            "incoming",
            line.incoming().toString());
    line.mark().ifPresent(mark -> object.put("mark", mark.policy().hex() + ":" + mark.version()));
    return object;
  }
}
