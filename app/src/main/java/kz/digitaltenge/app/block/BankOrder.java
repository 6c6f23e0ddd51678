package kz.digitaltenge.app.block;

import java.util.List;
import java.util.Set;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What an order about one bank is told: which bank, which operations, why, by whom.
final class BankOrder {
  @Parameters(paramLabel = "BIC", description = "The bank, by its identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--only",
      paramLabel = "OPERATION",
      split = ",",
      description = {
        "send, receive, convert, onboard; all of them when left out.",
        "return and payout only beside those: refunds, and what customers cash out at their own"
            + " bank, go on unless they are named too."
      })
  private List<String> only = List.of("send", "receive", "convert", "onboard", "return", "payout");

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

  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`
  NodeId bank(Platform platform) {
    return Banks.bank(bank, platform).node();
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  Set<Scope> scopes() {
    return OrderRun.scopes(only);
  }

  /// The same, none of which is a part of what is not among them.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  Set<Scope> wholeScopes() {
    Set<Scope> scopes = scopes();
    if (!Block.meant(scopes).equals(scopes)) {
      throw TypedText.malformed(
          "--only", "return needs send or receive beside it, payout needs receive");
    }
    return scopes;
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  String reason() {
    return OrderRun.reason(reason);
  }

  List<Integer> officers() {
    return officers;
  }
}
