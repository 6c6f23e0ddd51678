package kz.digitaltenge.node.payment;

import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.ledger.PaymentId;

/// The payments that this node carried out last. A repeated order mostly comes soon, and then the
/// vault is asked before anything is proposed: the payee's node would wait a window long for money
/// that was paid before. Of an older payment the vault's own refusal tells. Thread-safe.
final class RecentPayments {
  private static final int REMEMBERED_MAX = 8_192;

  private final Map<PaymentId, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PaymentId, Boolean> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  synchronized void remember(PaymentId id) {
    ids.put(id, true);
  }

  synchronized boolean contains(PaymentId id) {
    return ids.containsKey(id);
  }
}
