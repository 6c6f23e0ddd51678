package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;

/// A transaction with what its owners showed; the witness is no part of the id.
public record SignedTransaction(Transaction transaction, Witness witness) {
  /// Enough for 64 inputs and 256 outputs with a key each, and their signatures.
  public static final int SIZE_BYTES_MAX = 256 * 1024;

  public SignedTransaction {
    int size = 1 + transaction.sizeBytes();
    // Most are far from the limit whatever the witness.
    if (size + witness.sizeBytesMax() > SIZE_BYTES_MAX) {
      size += Encoding.encode(witness, Witness::writeTo).length;
    }
    if (size > SIZE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a transaction of %d bytes is larger than %d".formatted(size, SIZE_BYTES_MAX));
    }
  }

  /// How many canonical bytes it has at most, usually.
  public int sizeUsualBytes() {
    return 1 + transaction.sizeBytes() + witness.sizeUsualBytes();
  }

  public TransactionId id() {
    return transaction.id();
  }

  public byte[] encode() {
    return Encoding.encode(this, sizeUsualBytes(), SignedTransaction::writeTo);
  }

  public static SignedTransaction decode(byte[] bytes) {
    if (bytes.length > SIZE_BYTES_MAX) {
      throw new MalformedException(Malformed.TOO_LARGE, 0);
    }
    return Encoding.decode(bytes, SignedTransaction::readFrom);
  }

  public void writeTo(CborWriter out) {
    out.array(2);
    transaction.writeTo(out);
    witness.writeTo(out);
  }

  public static SignedTransaction readFrom(CborReader in) {
    in.arrayOf(2);
    return new SignedTransaction(Transaction.readFrom(in), Witness.readFrom(in));
  }
}
