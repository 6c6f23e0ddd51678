package kz.digitaltenge.api.operator;

import java.time.Instant;

/// That a customer's file was changed. Personal data: not for logs.
///
/// @param position among all changes of the bank; later ones have larger ones
/// @param kind `PHONE`, `NAME`, `LIMITS` or `SERVING`
/// @param before empty when there was none
/// @param evidence where the signed request is kept
public record ChangeLine(
    long position,
    String kind,
    String before,
    String after,
    String reason,
    Instant at,
    long evidence) {
  /// Changes in one answer at most.
  public static final int LINES_MAX = 501;

  @Override
  public String toString() {
    return "ChangeLine[" + position + ", " + kind + "]";
  }
}
