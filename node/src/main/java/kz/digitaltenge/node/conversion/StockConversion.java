package kz.digitaltenge.node.conversion;

import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.Bytes;

/// A bank's conversion with the central bank, as the bank's node keeps it (S03, S13).
///
/// @param position orders them by when they came
/// @param signedOrder what goes to the central bank; empty for one that an earlier build had begun
/// @param isCancelled whether the bank has taken it back
/// @param told what the central bank said of it last; at stage `QUEUED` until it has
/// @param problem what the central bank answered instead of taking it, or why the bank took it back
public record StockConversion(
    Request request,
    long position,
    Optional<Bytes> signedOrder,
    boolean isCancelled,
    ConversionLine told,
    Optional<Problem> problem) {
  /// What is wished for.
  ///
  /// @param name the bank's; one conversion a name
  public record Request(PaymentId name, ConversionLine.Kind kind, Amount amount) {}

  public String name() {
    return request.name().value();
  }

  boolean isQueued() {
    return told.stage().equals(StockConversionLine.QUEUED);
  }

  public boolean isOpen() {
    return told.progress() == Progress.UNDER_WAY;
  }
}
