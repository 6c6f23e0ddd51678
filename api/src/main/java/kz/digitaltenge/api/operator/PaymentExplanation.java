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
///
/// @param refunds what was given back of it, or is on its way, oldest first
public record PaymentExplanation(PaymentId payment, List<Attempt> attempts, List<Refund> refunds) {
  public PaymentExplanation {
    attempts = List.copyOf(attempts);
    refunds = List.copyOf(refunds);
  }

  /// A payment of which nothing was given back.
  public PaymentExplanation(PaymentId payment, List<Attempt> attempts) {
    this(payment, attempts, List.of());
  }

  /// What was given back for good.
  public Amount refunded() {
    return refunds.stream()
        .filter(refund -> refund.state() == State.FINAL)
        .map(Refund::amount)
        .reduce(Amount.ZERO, Amount::plus);
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

  /// An attempt to give some of the payment back.
  ///
  /// @param payment the refund's own id
  /// @param of the payment's transaction
  public record Refund(
      PaymentId payment,
      TransactionId of,
      TransactionId transaction,
      State state,
      Amount amount,
      Optional<Instant> decidedAt) {}

  /// What one of several payees gets.
  ///
  /// @param number its place in the payment, from 1
  /// @param payee as the payer addressed it, or the account when it is here
  /// @param remittance what it is told
  public record Leg(int number, String payee, Amount amount, Remittance remittance) {
    /// One that is told nothing more.
    public Leg(int number, String payee, Amount amount) {
      this(number, payee, amount, Remittance.NONE);
    }
  }

  /// One attempt.
  ///
  /// @param payer the account when it is here, the payer's node otherwise
  /// @param payee the account
  /// @param position of the decision in the notary's log
  /// @param decidedAt the notary's time
  /// @param evidence what this node holds to prove it, a sentence each
  /// @param next what happens now, or what to do
  /// @param refundOf the transaction that is given back
  /// @param legs of a payment to several payees: all of them at the payer's node, those of its own
  ///   at a payee's
  /// @param remittance what the payee is told, each of several the same
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
      String next,
      Optional<TransactionId> refundOf,
      List<Leg> legs,
      Remittance remittance) {
    public Attempt {
      legs = List.copyOf(legs);
      evidence = List.copyOf(evidence);
    }

    /// An attempt to pay one payee that gives nothing back.
    public Attempt(
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
      this(
          side,
          number,
          transaction,
          state,
          asset,
          amount,
          payer,
          payee,
          windowUntil,
          position,
          decidedAt,
          evidence,
          next,
          Optional.empty(),
          List.of(),
          Remittance.NONE);
    }
  }
}
