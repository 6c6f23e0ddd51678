package kz.digitaltenge.app.audit;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;

/// A row of the table `entry` whose bytes are those of the transaction that it names.
record ReadEntry(EntryRow row, SignedTransaction signed, StatesColumn states) {
  /// Reads a row; what cannot be read is a finding.
  static Optional<ReadEntry> of(EntryRow row, Spot store) {
    Spot spot = store.row(row.name());
    spot.notes().checked("transactions");
    Optional<SignedTransaction> signed =
        read(row.transaction(), SignedTransaction::decode, spot.column("transaction"));
    Optional<StatesColumn> states =
        read(row.states(), bytes -> StatesColumn.read(row.id(), bytes), spot.column("states"));
    if (signed.isEmpty() || states.isEmpty()) {
      return Optional.empty();
    }
    boolean same =
        spot.column("transaction")
            .require(
                signed.get().id().equals(row.id()), "the bytes are those of %s", signed.get().id());
    return same ? Optional.of(new ReadEntry(row, signed.get(), states.get())) : Optional.empty();
  }

  private static <T> Optional<T> read(Bytes bytes, Function<byte[], T> decode, Spot spot) {
    try {
      return Optional.of(decode.apply(bytes.trusted()));
    } catch (MalformedException e) {
      spot.find("the bytes cannot be read: %s at byte %d", e.reason(), e.offset());
      return Optional.empty();
    }
  }

  /// The transactions that created the inputs.
  Set<TransactionId> creators() {
    return signed.transaction().inputs().stream()
        .map(StateRef::transaction)
        .collect(Collectors.toSet());
  }
}
