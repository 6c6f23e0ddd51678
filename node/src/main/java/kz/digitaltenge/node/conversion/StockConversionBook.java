package kz.digitaltenge.node.conversion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.conversion.StockConversion.Request;

/// The durable memory of a bank's conversions with the central bank. What a method did is on disk
/// when it returns; repeating it is safe. Any thread may call; all throw a
/// [kz.digitaltenge.api.error.PlatformException] when the memory does not answer.
public interface StockConversionBook {
  /// Notes a signed order, unless its name is taken, and returns what is noted.
  StockConversion begin(Request request, Bytes signedOrder, Instant at);

  /// Notes one that the central bank has, and this book does not.
  void adopt(ConversionLine line);

  Optional<StockConversion> find(String name);

  /// Those with something left to do, oldest first.
  List<StockConversion> open();

  /// Those before a position, newest first.
  List<StockConversion> before(StockConversionFilter filter, long position, int limit);

  /// Replaces what goes to the central bank by the same order signed anew.
  StockConversion signed(String name, Bytes signedOrder);

  /// Notes that the bank takes it back, once, and why if somebody has to be told.
  StockConversion cancel(String name, Optional<Problem> why, Instant at);

  /// Notes that it is too late for that.
  StockConversion uncancel(String name);

  /// Notes what the central bank says of it, unless it has ended.
  StockConversion told(String name, ConversionLine line);

  /// Notes what the central bank answered instead of taking it, while it is queued.
  ///
  /// @param isLast whether it has ended with that
  StockConversion answered(String name, Problem problem, boolean isLast, Instant at);
}
