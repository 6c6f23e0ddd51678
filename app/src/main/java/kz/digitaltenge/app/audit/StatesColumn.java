package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;

/// The column `states` of the table `entry`, read: own states that the transaction brings when it
/// is final, and those that it takes.
record StatesColumn(List<OwnedState> receives, List<StateRef> consumes) {
  private static final int TEXT_BYTES_MAX = 64;
  private static final int MARK_BYTES = 36;
  private static final int LABEL_BYTES = 16;

  /// Copies the lists.
  StatesColumn {
    receives = List.copyOf(receives);
    consumes = List.copyOf(consumes);
  }

  /// Reads the column.
  ///
  /// @throws kz.digitaltenge.ledger.codec.MalformedException when the bytes say nothing of the kind
  static StatesColumn read(TransactionId id, byte[] bytes) {
    return Encoding.decode(bytes, in -> read(id, in));
  }

  private static StatesColumn read(TransactionId id, CborReader in) {
    in.arrayOf(2);
    var receives = new ArrayList<OwnedState>();
    for (int left = in.array(Transaction.OUTPUTS_MAX); left > 0; left--) {
      receives.add(state(id, in));
    }
    var consumes = new ArrayList<StateRef>();
    for (int left = in.array(Transaction.INPUTS_MAX); left > 0; left--) {
      consumes.add(StateRef.fromKey(in.bytesOf(StateRef.KEY_SIZE_BYTES)));
    }
    return new StatesColumn(receives, consumes);
  }

  private static OwnedState state(TransactionId id, CborReader in) {
    in.arrayOf(7);
    var ref = new StateRef(id, (int) in.uint(Transaction.OUTPUTS_MAX - 1));
    String account = in.text(TEXT_BYTES_MAX);
    int kind = (int) in.uint(Byte.MAX_VALUE);
    String asset = in.text(TEXT_BYTES_MAX);
    if (in.nextIsNil()) {
      in.nil();
      return new OwnedState(ref, account, kind, asset, null, in.uint(Long.MAX_VALUE), label(in));
    }
    var mark = Bytes.ofTrusted(in.bytesOf(MARK_BYTES));
    return new OwnedState(ref, account, kind, asset, mark, in.uint(Long.MAX_VALUE), label(in));
  }

  private static Bytes label(CborReader in) {
    return Bytes.ofTrusted(in.bytesOf(LABEL_BYTES));
  }
}
