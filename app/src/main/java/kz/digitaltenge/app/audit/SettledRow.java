package kz.digitaltenge.app.audit;

import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;

/// A row of the table `settled` as it is on disk: how a transaction ended.
record SettledRow(TransactionId id, int outcome, long position, long logTime, Bytes proof) {
  static final int FINAL = 0;
  static final int VOID = 1;
  static final int NEVER = 2;
}
