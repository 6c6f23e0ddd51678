package kz.digitaltenge.app.command;

import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.node.operator.TypedText;

/// Officers as they are typed, by number.
public final class OfficerNumber {
  private OfficerNumber() {}

  /// The name in the officer's certificate.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when there is no such
  ///   officer
  public static String name(int number) {
    return NodeKeys.officer(existing(number, NodeKeys.OFFICERS));
  }

  /// The number, when there are so many officers.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  public static int existing(int number, int officers) {
    if (number < 1 || number > officers) {
      throw TypedText.malformed(
          "--officer", "there are officers 1 to %d, not %d".formatted(officers, number));
    }
    return number;
  }
}
