package kz.digitaltenge.ledger;

import java.nio.ByteBuffer;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// Names one output of one transaction.
///
/// `index` counts from zero and is below [Transaction#OUTPUTS_MAX].
public record StateRef(TransactionId transaction, int index) implements Comparable<StateRef> {
  /// The fixed form used as a database key: 32 bytes of id, then the index as four bytes,
  /// big-endian.
  public static final int KEY_SIZE_BYTES = 36;

  public StateRef {
    if (index < 0 || index >= Transaction.OUTPUTS_MAX) {
      throw new IllegalArgumentException("output index %d is out of range".formatted(index));
    }
  }

  public byte[] key() {
    return ByteBuffer.allocate(KEY_SIZE_BYTES)
        .put(transaction.hash().trusted())
        .putInt(index)
        .array();
  }

  public static StateRef fromKey(byte[] key) {
    if (key.length != KEY_SIZE_BYTES) {
      throw new IllegalArgumentException(
          "a reference key has %d bytes, not %d".formatted(KEY_SIZE_BYTES, key.length));
    }
    var buffer = ByteBuffer.wrap(key);
    byte[] id = new byte[32];
    buffer.get(id);
    return new StateRef(new TransactionId(Hash.of(id)), buffer.getInt());
  }

  public void writeTo(CborWriter out) {
    out.array(2);
    transaction.writeTo(out);
    out.uint(index);
  }

  public static StateRef readFrom(CborReader in) {
    in.arrayOf(2);
    return new StateRef(TransactionId.readFrom(in), (int) in.uint(Transaction.OUTPUTS_MAX - 1));
  }

  @Override
  public int compareTo(StateRef other) {
    int byTransaction = transaction.compareTo(other.transaction);
    return byTransaction != 0 ? byTransaction : Integer.compare(index, other.index);
  }

  @Override
  public String toString() {
    return transaction + ":" + index;
  }
}
