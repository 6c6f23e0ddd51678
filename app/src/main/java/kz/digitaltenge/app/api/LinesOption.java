package kz.digitaltenge.app.api;

import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Option;

/// How many lines of a list are shown.
public final class LinesOption {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Lines at most; the whole list when left out.")
  private int limit = Integer.MAX_VALUE;

  /// Lines at most.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when it is none
  int most() {
    if (limit < 1) {
      throw TypedText.malformed("limit", limit + " is not within 1 and " + Integer.MAX_VALUE);
    }
    return limit;
  }
}
