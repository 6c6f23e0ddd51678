package kz.digitaltenge.node.mandate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// Whose the ids of payments are that wait for signatories or are held up, and which of them are
/// being paid at this moment. In memory only: one process pays out of a bank's accounts, and what
/// it began before it died its vault knows. Thread-safe.
final class OpenIds {
  // Guarded by this.

  /// What was open when it was last seen; may have ended meanwhile.
  private final Map<PaymentId, AccountId> open = new HashMap<>();

  private final Map<PaymentId, AccountId> beingFiled = new HashMap<>();
  private final Map<PaymentId, Integer> beingPaid = new HashMap<>();
  private final Set<PaymentId> beingEnded = new HashSet<>();

  /// The payer whose open payment has the id, if it still is one.
  synchronized Optional<AccountId> payer(PaymentId id) {
    return Optional.ofNullable(open.get(id));
  }

  synchronized void opened(PaymentId id, AccountId payer) {
    open.put(id, payer);
  }

  synchronized void ended(PaymentId id) {
    open.remove(id);
  }

  /// Keeps an id from every other payer until the returned is closed.
  ///
  /// @throws PlatformException `PAYMENT_ID_REUSED` when another payer's is being filed under it
  Held file(PaymentId id, AccountId payer) {
    synchronized (this) {
      requireFree(id, payer);
      beingFiled.put(id, payer);
    }
    return () -> {
      synchronized (this) {
        beingFiled.remove(id, payer);
      }
    };
  }

  /// Refuses a payment under an id that is being taken by another payer's.
  ///
  /// @throws PlatformException `PAYMENT_ID_REUSED`
  synchronized void requireFree(PaymentId id, AccountId payer) {
    AccountId other = beingFiled.getOrDefault(id, payer);
    if (!other.equals(payer)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", id).exception();
    }
  }

  /// Keeps what is paid under an id from being ended until the returned is closed.
  ///
  /// @throws PlatformException `PAYMENT_OUTCOME_UNKNOWN` while it is being ended
  Held pay(PaymentId id) {
    synchronized (this) {
      if (beingEnded.contains(id)) {
        throw Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", id).exception();
      }
      beingPaid.merge(id, 1, Integer::sum);
    }
    return () -> {
      synchronized (this) {
        beingPaid.computeIfPresent(id, (_, count) -> count == 1 ? null : count - 1);
      }
    };
  }

  /// Ends what has this id while nobody can begin to pay it; empty when it is being paid.
  <T> Optional<T> end(PaymentId id, Supplier<T> ending) {
    synchronized (this) {
      if (beingPaid.containsKey(id) || !beingEnded.add(id)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(ending.get());
    } finally {
      synchronized (this) {
        beingEnded.remove(id);
      }
    }
  }

  /// Something that others wait for.
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
