package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// A transaction with what its owners showed; the witness is no part of the id.
public record SignedTransaction(Transaction transaction, Witness witness) {
  /// Enough for 64 inputs, 256 outputs and their signatures.
  public static final int SIZE_BYTES_MAX = 256 * 1024;

  public TransactionId id() {
    return transaction.id();
  }

  public byte[] encode() {
    return Encoding.encode(this, SignedTransaction::writeTo);
  }

  public static SignedTransaction decode(byte[] bytes) {
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
