package kz.digitaltenge.ledger.codec;

/// Why bytes are not the canonical form of anything.
public enum Malformed {
  /// The input ends inside an item, or a length points past its end.
  TRUNCATED,
  /// Something follows the item that should have been the last.
  TRAILING_BYTES,
  /// A number or a length has a shorter encoding.
  NOT_SHORTEST,
  /// A string or an array without a length up front.
  INDEFINITE_LENGTH,
  /// Another kind of item than the one expected, or one the ledger never writes (map, tag, float,
  /// negative).
  UNEXPECTED_TYPE,
  /// A number, a length or a count above its limit.
  TOO_LARGE,
  /// Arrays inside arrays beyond the limit.
  TOO_DEEP,
  /// Text that is not UTF-8.
  BAD_UTF8,
  /// Well formed, and still not a value of the type being read.
  BAD_VALUE
}
