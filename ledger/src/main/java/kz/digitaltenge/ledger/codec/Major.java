package kz.digitaltenge.ledger.codec;

/// The parts of CBOR (RFC 8949 §3) that reader and writer share.
final class Major {
  static final int UINT = 0;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int ARRAY = 4;
  static final int SIMPLE = 7;

  static final int FALSE = (SIMPLE << 5) | 20;
  static final int TRUE = (SIMPLE << 5) | 21;
  static final int NULL = (SIMPLE << 5) | 22;

  private Major() {}
}
