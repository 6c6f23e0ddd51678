package kz.digitaltenge.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.HistoryLine;
import kz.digitaltenge.api.operator.HistoryPart;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what moved on an account.
@Command(
    name = "history",
    description = "Show what moved on an account, newest first.",
    footerHeading = "%nExample:%n",
    footer = "  ./dt account history KZ16601DT00000000001 --limit 20")
final class HistoryCommand implements Callable<Integer> {
  private static final int LINES_USUAL = 50;

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--limit", paramLabel = "N", description = "Lines at most; 50 when left out.")
  private int limit = LINES_USUAL;

  @Option(
      names = "--before",
      paramLabel = "SEQUENCE",
      description = "Only what came before this line; the end of one page begins the next.")
  private long before = HistoryPart.NEWEST;

  @Parameters(paramLabel = "ACCOUNT", description = "The account's number.")
  private String account = "";

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      HistoryPart part = Banks.nodeOf("ACCOUNT", account, platform).history(account, before, limit);
      if (json.isWanted()) {
        var object = new LinkedHashMap<String, Object>();
        object.put("account", account);
        object.put("lines", part.lines().stream().map(HistoryCommand::object).toList());
        part.next().ifPresent(next -> object.put("next", next));
        console.json(object);
      } else {
        if (part.lines().isEmpty()) {
          console
              .out()
              .println(
                  before == HistoryPart.NEWEST
                      ? "Nothing has moved on this account."
                      : "Nothing came before.");
        }
        part.lines().forEach(this::print);
        part.next()
            .ifPresent(next -> console.out().println("More: repeat with --before " + next + "."));
      }
      return ExitCode.OK;
    }
  }

  private void print(HistoryLine line) {
    console
        .out()
        .printf(
            "%s  %s%s %s  %s  %s%s%n",
            line.at(),
            line.direction() == HistoryLine.Direction.IN ? "+" : "-",
            line.amount(),
            line.asset().code(),
            line.counterparty(),
            line.payment(),
            line.remittance().isNone() ? "" : "  " + ToldText.of(line.remittance()));
  }

  private static Map<String, Object> object(HistoryLine line) {
    Map<String, Object> object =
        Json.object(
            "sequence",
            line.sequence(),
            "at",
            line.at().toString(),
            "direction",
            line.direction().name(),
            "amount",
            line.amount().toString(),
            "currency",
            line.asset().code(),
            "payment",
            line.payment().value(),
            "transaction",
            line.transaction().toString(),
            "counterparty",
            line.counterparty());
    ToldText.put(object, line.remittance());
    return object;
  }
}
