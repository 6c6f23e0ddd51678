package kz.digitaltenge.app.block;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Resolution;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Orders a failed bank's resolution (C12).
@Command(
    name = "order",
    description = {
      "Order a failed bank's resolution, by an order that two officers sign: who administers it"
          + " from",
      "now on, and where its customers' money goes. It takes in nothing any more, converts nothing",
      "and opens no account; it can still send."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt resolution order HSBKKZKX --administrator A6b1… --to KZ86563DT00000000002 \\",
      "      --reason \"Licence withdrawn\"",
      "  ./dt resolution order HSBKKZKX --administrator A6b1… --to KZ86563DT00000000002 \\",
      "      --reason \"Licence withdrawn\" --officer 1",
      "                      waits for another officer: ./dt blocks approve"
    })
public final class ResolutionOrderCommand implements Callable<Integer> {
  private static final Set<Scope> SCOPES = Set.of(Scope.RECEIVE, Scope.CONVERT, Scope.ONBOARD);

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "BIC", description = "The bank, by its identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--administrator",
      paramLabel = "KEY",
      required = true,
      description = "The administrator's public key, as ./dt resolution administrator shows it.")
  private String administrator = "";

  @Option(
      names = "--to",
      paramLabel = "ACCOUNT",
      required = true,
      description = "The account at the successor bank for what has no other place to go to.")
  private String account = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; every bank reads it.")
  private String reason = "";

  @Option(
      names = "--officer",
      paramLabel = "N",
      split = ",",
      description = "Who signs, by number; 1,2 when left out.")
  private List<Integer> officers = List.of(1, 2);

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      Instant now = OrderRun.now();
      NodeId failed = Banks.bank(bank, platform).node();
      var block =
          new Block(
              Optional.of(failed),
              SCOPES,
              Optional.empty(),
              OrderRun.reason(reason),
              now,
              Optional.of(
                  new Resolution(
                      KeyText.key("--administrator", administrator), successor(failed, platform))));
      return new OrderRun(console, json.isWanted(), data.folder(), platform).order(block, officers);
    }
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`, `UNKNOWN_BANK`;
  ///   `UNKNOWN_ACCOUNT` when the successor does not have it
  private String successor(NodeId failed, Platform platform) {
    var number = TypedText.account("--to", account);
    NodeId bankOfAccount = Banks.bank(number.bankCode(), platform).node();
    if (bankOfAccount.equals(failed)) {
      throw TypedText.malformed("--to", "it is an account of the failed bank itself");
    }
    return platform.node(bankOfAccount).account(number.value()).number();
  }
}
