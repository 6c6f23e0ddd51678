package kz.digitaltenge.node.payment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.vault.Creation;
import kz.digitaltenge.node.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Where this node's live states come from, as their next spending must show it.
///
/// The most recent are kept in memory, since money that has just arrived is often what moves next;
/// the others are made from the vault. Thread-safe.
final class Provenances {
  private final Vault vault;
  private final Map<StateRef, Provenance> recent;

  Provenances(Vault vault, int recentMax) {
    this.vault = vault;
    this.recent =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<StateRef, Provenance> eldest) {
            return size() > recentMax;
          }
        };
  }

  void remember(Transaction transaction, int index, FinalityProof finality) {
    var provenance = new Provenance.Notarised(transaction.stateProof(index), finality);
    synchronized (recent) {
      recent.put(transaction.output(index), provenance);
    }
  }

  void forget(List<StateRef> refs) {
    synchronized (recent) {
      refs.forEach(recent::remove);
    }
  }

  /// One for each reference, in order.
  CompletableFuture<List<Provenance>> of(List<StateRef> refs) {
    var found = new LinkedHashMap<StateRef, Provenance>();
    var missing = new LinkedHashSet<TransactionId>();
    synchronized (recent) {
      for (StateRef ref : refs) {
        Provenance provenance = recent.get(ref);
        if (provenance == null) {
          missing.add(ref.transaction());
        } else {
          found.put(ref, provenance);
        }
      }
    }
    if (missing.isEmpty()) {
      return CompletableFuture.completedFuture(refs.stream().map(found::get).toList());
    }
    return vault.creations(missing).thenApply(known -> complete(refs, found, known));
  }

  private static List<Provenance> complete(
      List<StateRef> refs, Map<StateRef, Provenance> found, List<Creation> stored) {
    var known = new LinkedHashMap<TransactionId, Creation>();
    stored.forEach(each -> known.put(each.id(), each));
    var provenances = new ArrayList<Provenance>(refs.size());
    for (StateRef ref : refs) {
      Provenance recent = found.get(ref);
      provenances.add(recent != null ? recent : fromVault(ref, known.get(ref.transaction())));
    }
    return provenances;
  }

  private static Provenance fromVault(StateRef ref, @Nullable Creation known) {
    if (known == null) {
      throw Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT, "path", "the vault", "reason", "no creator of " + ref)
          .exception();
    }
    if (known.proof().isEmpty()) {
      // Final, as the purse knows; the vault has not taken it yet.
      throw Problem.of(ErrorCode.OVERLOADED, "queue", "The vault", "limit", "ends to record")
          .exception();
    }
    Transaction transaction = SignedTransaction.decode(known.transaction().trusted()).transaction();
    FinalityProof proof = FinalityProof.decode(known.proof().get().trusted());
    return new Provenance.Notarised(transaction.stateProof(ref.index()), proof);
  }
}
