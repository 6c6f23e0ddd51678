package kz.digitaltenge.app.audit;

import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.Bytes;
import org.jspecify.annotations.Nullable;

/// A state of this node as the database has it: in a row of the table `live`, and among the states
/// that a transaction brings. The texts and numbers are taken as they are.
record OwnedState(
    StateRef ref,
    String account,
    int kind,
    String asset,
    @Nullable Bytes mark,
    long tiyn,
    Bytes label) {
  static final int TOKEN = 0;
  static final int REGISTER = 1;
}
