package kz.digitaltenge.api.operator;

import java.util.Optional;
import kz.digitaltenge.api.error.Problem;

/// A bank's conversion with the central bank, as the bank's node knows it.
///
/// @param position orders them by when they came
/// @param conversion as the central bank told it last; [#QUEUED] until it has
/// @param isCancelling whether the bank has taken its order back, and the central bank has not
///   answered
/// @param problem why it was refused, or what it waits for
public record StockConversionLine(
    long position, ConversionLine conversion, boolean isCancelling, Optional<Problem> problem) {
  /// The stage before the central bank's: the signed order is on the bank's disk, and may have been
  /// sent.
  public static final String QUEUED = "QUEUED";

  public static final int LINES_MAX = 500;

  public boolean isQueued() {
    return conversion.stage().equals(QUEUED);
  }
}
