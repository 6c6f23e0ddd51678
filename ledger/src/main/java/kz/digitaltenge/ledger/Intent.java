package kz.digitaltenge.ledger;

import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;

/// What a transaction is for, as its parties state it; the notary sees it only of what gives a
/// payment back under a block.
public sealed interface Intent {
  /// New money against a confirmed debit in the core banking system; `confirmation` is the hash of
  /// that confirmation.
  ///
  /// @param approval what officers signed before there was this transaction; empty when they signed
  ///   the transaction itself, as all did before
  record Issue(Hash confirmation, Optional<IssueApproval> approval) implements Intent {
    /// One that officers signed themselves.
    public Issue(Hash confirmation) {
      this(confirmation, Optional.empty());
    }
  }

  /// A payment: the payer's payment id and which attempt at it this is, from 1.
  record Move(PaymentId payment, int attempt) implements Intent {
    public Move {
      if (attempt < 1) {
        throw new IllegalArgumentException("attempt %d is not positive".formatted(attempt));
      }
    }
  }

  /// Money destroyed against a confirmed credit in the core banking system.
  ///
  /// @param unused shows that no step was bound to the confirmation before; empty when officers
  ///   signed the transaction itself, as all did before
  record Redeem(Hash confirmation, Optional<UnusedProof> unused) implements Intent {
    /// One that officers signed themselves.
    public Redeem(Hash confirmation) {
      this(confirmation, Optional.empty());
    }
  }

  /// Tokens put under, or released from, an encumbrance (C04).
  record Hold(PaymentId payment) implements Intent {}

  /// A lawful order executed by the custodian, with the hash of its document.
  record Order(Hash document) implements Intent {}

  /// Merge or split: same custodian, mark and sum.
  record Housekeeping() implements Intent {}

  /// Money that goes back to where a payment came from, all of it or a part: the refund's own
  /// payment id, which attempt at it this is, from 1, and the transaction that it gives back.
  record Refund(PaymentId payment, int attempt, TransactionId of) implements Intent {
    public Refund {
      if (attempt < 1) {
        throw new IllegalArgumentException("attempt %d is not positive".formatted(attempt));
      }
    }
  }

  default void writeTo(CborWriter out) {
    switch (this) {
      case Issue(Hash confirmation, Optional<IssueApproval> approval) -> {
        confirmation.writeTo(approval.isPresent() ? out.array(3).uint(8) : out.array(2).uint(1));
        approval.ifPresent(each -> each.writeTo(out));
      }
      case Move(PaymentId payment, int attempt) -> {
        payment.writeTo(out.array(3).uint(2));
        out.uint(attempt);
      }
      case Redeem(Hash confirmation, Optional<UnusedProof> unused) -> {
        confirmation.writeTo(unused.isPresent() ? out.array(3).uint(9) : out.array(2).uint(3));
        unused.ifPresent(each -> each.writeTo(out));
      }
      case Hold(PaymentId payment) -> payment.writeTo(out.array(2).uint(4));
      case Order(Hash document) -> document.writeTo(out.array(2).uint(5));
      case Housekeeping() -> out.array(1).uint(6);
      case Refund(PaymentId payment, int attempt, TransactionId of) -> {
        payment.writeTo(out.array(4).uint(7));
        out.uint(attempt);
        of.writeTo(out);
      }
    }
  }

  static Intent readFrom(CborReader in) {
    int items = in.array(4);
    int kind = (int) in.uint(9);
    int expected =
        switch (kind) {
          case 2, 8, 9 -> 3;
          case 6 -> 1;
          case 7 -> 4;
          default -> 2;
        };
    if (items != expected) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return switch (kind) {
      case 1 -> new Issue(Hash.readFrom(in));
      case 2 -> new Move(PaymentId.readFrom(in), Encoding.positiveInt(in));
      case 3 -> new Redeem(Hash.readFrom(in));
      case 4 -> new Hold(PaymentId.readFrom(in));
      case 5 -> new Order(Hash.readFrom(in));
      case 6 -> new Housekeeping();
      case 7 ->
          new Refund(PaymentId.readFrom(in), Encoding.positiveInt(in), TransactionId.readFrom(in));
      case 8 -> new Issue(Hash.readFrom(in), Optional.of(IssueApproval.readFrom(in)));
      case 9 -> new Redeem(Hash.readFrom(in), Optional.of(UnusedProof.readFrom(in)));
      default -> throw in.refusal(Malformed.BAD_VALUE);
    };
  }
}
