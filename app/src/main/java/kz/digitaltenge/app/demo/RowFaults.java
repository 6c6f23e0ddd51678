package kz.digitaltenge.app.demo;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// What can be wrong with a row by itself, in the words of the error catalogue.
final class RowFaults {
  private RowFaults() {}

  static PlatformException row(String reason) {
    return Problem.of(ErrorCode.MALFORMED_ROW, "reason", reason).exception();
  }

  static PlatformException field(String column, String reason) {
    return row("column %s %s".formatted(column, reason));
  }

  static Problem duplicate(String key, long line) {
    return Problem.of(ErrorCode.DUPLICATE_ROW, "id", key, "line", line);
  }

  static Problem unknownBank(String bank) {
    return Problem.of(ErrorCode.UNKNOWN_BANK, "bank", bank);
  }
}
