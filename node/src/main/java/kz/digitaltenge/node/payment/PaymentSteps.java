package kz.digitaltenge.node.payment;

import kz.digitaltenge.ledger.TransactionId;

/// Is told how far a transaction has come, so that tests can end a process exactly there.
///
/// A row of the recovery table in `docs/protocol/payment.md` belongs to each step.
@FunctionalInterface
public interface PaymentSteps {
  PaymentSteps UNWATCHED = (_, _) -> {};

  /// The places between which a crash must make no difference.
  enum Step {
    /// Payer: tokens are reserved, the transaction is signed, nothing has left the node.
    PAYER_BUILT,
    /// Payee: the transaction is valid and not stored.
    PAYEE_VALIDATED,
    /// Payee: the transaction is on disk, the attestation has not left the node.
    PAYEE_STORED,
    /// Payer: the payee's attestation is here, the payer has not committed.
    PAYER_RECEIVE_ATTESTED,
    /// Payer: committed on disk, the notary knows nothing.
    PAYER_COMMITTED,
    /// Payer: the notary answered, nothing is recorded.
    PAYER_ANSWERED,
    /// Payer: the end is recorded, the payee was not told.
    PAYER_SETTLED,
    /// Payee: the proof has arrived, nothing is recorded.
    PAYEE_DELIVERED
  }

  void reached(Step step, TransactionId transaction);
}
