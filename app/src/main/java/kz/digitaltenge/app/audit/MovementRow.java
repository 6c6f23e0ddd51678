package kz.digitaltenge.app.audit;

import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import org.jspecify.annotations.Nullable;

/// A line of an account's history as it is on disk, but for its number.
record MovementRow(
    TransactionId id,
    String account,
    int direction,
    String asset,
    @Nullable Bytes mark,
    long tiyn,
    String payment,
    String counterparty,
    long logTime,
    @Nullable Bytes remittance) {
  static final int IN = 0;
  static final int OUT = 1;

  /// Everything that the line says, as one hash.
  Hash fact() {
    var out = new CborWriter().array(10);
    id.writeTo(out);
    out.text(account).uint(direction).text(asset);
    if (mark == null) {
      out.nil();
    } else {
      out.bytes(mark);
    }
    out.uint(tiyn).text(payment).text(counterparty).uint(logTime);
    if (remittance == null) {
      out.nil();
    } else {
      out.bytes(remittance);
    }
    return Hash.sha256(out.toBytes());
  }
}
