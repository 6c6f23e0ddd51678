package kz.digitaltenge.app.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;

/// What a node's vault says about the transactions that created the inputs of some others. What
/// cannot be read counts as not there: its own row tells why.
final class KnownPast {
  private final Map<TransactionId, Transaction> creators = new HashMap<>();
  private final Map<TransactionId, FinalityProof> proofs = new HashMap<>();

  /// Reads what the vault has.
  ///
  /// @param transactions signed transactions
  /// @param settled how transactions ended
  KnownPast(Map<TransactionId, Bytes> transactions, Map<TransactionId, SettledRow> settled) {
    transactions.forEach(this::add);
    settled.forEach(this::add);
  }

  static KnownPast none() {
    return new KnownPast(Map.of(), Map.of());
  }

  private void add(TransactionId id, Bytes bytes) {
    try {
      creators.put(id, SignedTransaction.decode(bytes.trusted()).transaction());
    } catch (MalformedException _) {
      creators.remove(id);
    }
  }

  private void add(TransactionId id, SettledRow row) {
    if (row.outcome() != SettledRow.NEVER) {
      try {
        proofs.put(id, FinalityProof.decode(row.proof().trusted()));
      } catch (MalformedException _) {
        proofs.remove(id);
      }
    }
  }

  /// The transaction that created a state.
  Optional<Transaction> creator(StateRef ref) {
    return Optional.ofNullable(creators.get(ref.transaction()))
        .filter(creator -> creator.id().equals(ref.transaction()))
        .filter(creator -> ref.index() < creator.outputs().size());
  }

  Optional<FinalityProof> finality(TransactionId id) {
    return Optional.ofNullable(proofs.get(id));
  }
}
