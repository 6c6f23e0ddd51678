package kz.digitaltenge.node.customer;

import java.time.Duration;
import java.util.List;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Vault;

/// What became of payments, as the vault has it.
record PaymentFates(Vault vault, Tasks tasks) {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  /// What became of one.
  enum Fate {
    PAID,
    /// Committed, and the notary's word is not here.
    OPEN,
    /// Nothing moved by what is known now.
    NOTHING
  }

  /// Blocking.
  Fate of(PaymentId payment) {
    List<KnownTransaction> attempts = tasks.await(vault.attempts(payment), READ_TIMEOUT);
    if (attempts.stream().anyMatch(PaymentFates::isFinal)) {
      return Fate.PAID;
    }
    return attempts.stream().anyMatch(attempt -> attempt.settlement().isEmpty())
        ? Fate.OPEN
        : Fate.NOTHING;
  }

  private static boolean isFinal(KnownTransaction attempt) {
    return attempt.settlement().map(end -> end.outcome() == Settlement.Outcome.FINAL).orElse(false);
  }
}
