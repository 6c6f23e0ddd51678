package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;

/// A payment as one node knows it.
public record PaymentExplanation(PaymentId payment, List<Attempt> attempts) {
  public PaymentExplanation {
    attempts = List.copyOf(attempts);
  }

  /// What this node is to the payment.
  public enum Side {
    PAYER,
    PAYEE
  }

  /// How far an attempt has come.
  public enum State {
    /// The payee's node has stored it; only the payer's node can go on.
    STORED,
    /// The payer's node has committed to it; only the notary ends it.
    COMMITTED,
    FINAL,
    VOID,
    NEVER
  }

  /// One attempt.
  ///
  /// @param payer the account when it is here, the payer's node otherwise
  /// @param payee the account
  /// @param position of the decision in the notary's log
  /// @param decidedAt the notary's time
  /// @param evidence what this node holds to prove it, a sentence each
  /// @param next what happens now, or what to do
  public record Attempt(
      Side side,
      int number,
      TransactionId transaction,
      State state,
      Asset asset,
      Amount amount,
      String payer,
      String payee,
      Instant windowUntil,
      OptionalLong position,
      Optional<Instant> decidedAt,
      List<String> evidence,
      String next) {
    public Attempt {
      evidence = List.copyOf(evidence);
    }
  }
}
