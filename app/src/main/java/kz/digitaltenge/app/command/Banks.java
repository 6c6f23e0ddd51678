package kz.digitaltenge.app.command;

import java.util.Locale;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.node.operator.TypedText;

/// Finds the member that a command is about.
public final class Banks {
  private Banks() {}

  /// By its identifier (BIC) or its three-digit code.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`
  public static Member named(String text, Platform platform) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    return platform.members().stream()
        .filter(member -> member.node().value().equals(name) || member.bankCode().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", text.strip()).exception());
  }

  /// The same, and no other than a bank.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`
  public static Member bank(String text, Platform platform) {
    Member member = named(text, platform);
    if (member.isCentralBank()) {
      throw Problem.of(ErrorCode.UNKNOWN_BANK, "bank", text.strip()).exception();
    }
    return member;
  }

  /// The node that has an account: its number says which.
  static NodeOperations nodeOf(String field, String account, Platform platform) {
    String code = TypedText.account(field, account).bankCode();
    return platform.node(named(code, platform).node());
  }
}
