package kz.digitaltenge.app.command;

import java.util.Locale;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.operator.TypedText;

/// Finds the member that a command is about.
public final class Banks {
  private Banks() {}

  /// By its identifier (BIC) or its three-digit code.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`
  public static Member named(String text, Platform platform) {
    return platform.members().stream()
        .filter(member -> isNamed(text, member.node(), member.bankCode()))
        .findFirst()
        .orElseThrow(() -> unknown(text));
  }

  /// The same, and no other than a bank.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`
  public static Member bank(String text, Platform platform) {
    Member member = named(text, platform);
    if (member.isCentralBank()) {
      throw unknown(text);
    }
    return member;
  }

  /// A bank of the network in a data folder, which need not run.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`; `NETWORK_NOT_RUNNING` when
  ///   no network was ever made there
  public static NodeId bank(String text, DataFolder folder) {
    return bank(text, newest(folder)).node();
  }

  /// The central bank of the network in a data folder, which need not run.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `NETWORK_NOT_RUNNING` when no network was
  ///   ever made there
  public static NodeId centralBank(DataFolder folder) {
    return newest(folder).centralBank().node();
  }

  private static NetworkParameters newest(DataFolder folder) {
    var parameters = ParametersFolder.of(folder);
    if (parameters.isEmpty()) {
      throw Problem.of(ErrorCode.NETWORK_NOT_RUNNING, "path", folder).exception();
    }
    return parameters.chain().getLast().parameters();
  }

  /// A bank in a network's parameters.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`
  public static Participant bank(String text, NetworkParameters network) {
    return participant(text, network)
        .filter(each -> each.kind() == Participant.Kind.BANK)
        .orElseThrow(() -> unknown(text));
  }

  /// A bank or the central bank.
  public static Optional<Participant> participant(String text, NetworkParameters network) {
    return network.participants().stream()
        .filter(each -> isNamed(text, each.node(), each.bankCode()))
        .findFirst();
  }

  private static boolean isNamed(String text, NodeId node, String bankCode) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    return node.value().equals(name) || bankCode.equals(name);
  }

  private static PlatformException unknown(String text) {
    String name = text.isBlank() ? "\"\"" : text.strip();
    return Problem.of(ErrorCode.UNKNOWN_BANK, "bank", name).exception();
  }

  /// The node that has an account: its number says which.
  static NodeOperations nodeOf(String field, String account, Platform platform) {
    String code = TypedText.account(field, account).bankCode();
    return platform.node(named(code, platform).node());
  }
}
