package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.Bytes;

/// A conversion as it stands.
///
/// @param confirmation the hash of the core banking system's answer, in hexadecimal digits, once it
///   said that the money moved
/// @param opensAt from when the core banking system can be asked again, while it is waited for
/// @param mayHaveBeenSent that it waits for the day, and an earlier build may have sent its order
///   all the same
/// @param approvals what officers signed for it; who of them counts is to be verified
/// @param refusal that it is not to be carried out, and why; for people
/// @param signedOrder what the bank signed, as it came; empty when it is from before orders were
///   signed
/// @param undoing how far giving back the debit is
/// @param note what is waited for, or why it was refused; for people
public record Conversion(
    ConversionRequest request,
    Stage stage,
    Instant requestedAt,
    Instant changedAt,
    Optional<String> confirmation,
    Optional<Instant> opensAt,
    boolean mayHaveBeenSent,
    List<OfficerApproval> approvals,
    Optional<String> refusal,
    Optional<Bytes> signedOrder,
    Undoing undoing,
    String note) {
  public Conversion {
    approvals = List.copyOf(approvals);
  }

  /// The orders that are to give an issuance's debit back: one after the other, each after the one
  /// before it was refused, so that one at most is ever booked.
  ///
  /// @param attempt the number of the one that may be sent now, or was booked; from 1 on
  /// @param pausedUntil before when it is not sent, because the one before it was refused
  public record Undoing(int attempt, Optional<Instant> pausedUntil) {
    static final Undoing NEVER_REFUSED = new Undoing(1, Optional.empty());

    public Undoing {
      if (attempt < 1) {
        throw new IllegalArgumentException("not an attempt's number: " + attempt);
      }
    }

    boolean isPaused(Instant now) {
      return pausedUntil.map(now::isBefore).orElse(false);
    }
  }

  /// Which way.
  public enum Kind {
    ISSUANCE,
    REDEMPTION
  }

  /// Where it stands. A stage is on disk before what it allows is done.
  public enum Stage {
    /// Issuance: the order to debit the bank may be sent now, and may have been sent.
    DEBIT_ORDERED,
    /// Issuance: the bank's money lies in the liability account; officers are to approve.
    DEBITED,
    /// Issuance: the issue may be made now, and may have been made.
    APPROVED,
    /// Issuance, the end: the bank has its digital tenge.
    ISSUED,
    /// Issuance: refused after the debit; the order to credit the bank back may be sent now, and
    /// may have been sent.
    CREDIT_BACK_OWED,
    /// The end: the core banking system refused the debit, or an officer the conversion; nothing
    /// moved anywhere.
    REFUSED,
    /// Redemption: the bank is to pass its digital tenge to the central bank.
    TOKENS_AWAITED,
    /// Redemption: the tokens are in custody; the bank's position is to be proved.
    TOKENS_HELD,
    /// Redemption: the position is proved; the order to credit the bank may be sent now, and may
    /// have been sent.
    CREDIT_ORDERED,
    /// Redemption: the bank has its money; the tokens may be destroyed now, and may have been.
    CREDITED,
    /// Redemption, the end: the tokens are no more.
    REDEEMED,
    /// Redemption: refused by the core banking system or an officer; the tokens may be given back
    /// now, and may have been.
    RETURN_OWED,
    /// The end: the bank has again what it gave, its tokens or its money.
    RETURNED,
    /// The core banking system is closed and has booked nothing; its order is sent when it opens.
    WAITS_FOR_DAY;

    /// Whether anything is left to do.
    public boolean isFinal() {
      return switch (this) {
        case ISSUED, REFUSED, REDEEMED, RETURNED -> true;
        case DEBIT_ORDERED,
            DEBITED,
            CREDIT_BACK_OWED,
            APPROVED,
            TOKENS_AWAITED,
            TOKENS_HELD,
            CREDIT_ORDERED,
            CREDITED,
            RETURN_OWED,
            WAITS_FOR_DAY ->
            false;
      };
    }

    static Stage first(Kind kind) {
      return switch (kind) {
        case ISSUANCE -> DEBIT_ORDERED;
        case REDEMPTION -> TOKENS_AWAITED;
      };
    }

    static Stage ordered(Kind kind) {
      return switch (kind) {
        case ISSUANCE -> DEBIT_ORDERED;
        case REDEMPTION -> CREDIT_ORDERED;
      };
    }
  }

  public ConversionId id() {
    return request.id();
  }

  /// The ledger's transaction that ended it, which the note of such an end names.
  public Optional<String> transaction() {
    return switch (stage) {
      case ISSUED, REDEEMED -> Optional.of(note);
      case RETURNED -> request.kind() == Kind.REDEMPTION ? Optional.of(note) : Optional.empty();
      case DEBIT_ORDERED,
          DEBITED,
          CREDIT_BACK_OWED,
          APPROVED,
          REFUSED,
          TOKENS_AWAITED,
          TOKENS_HELD,
          CREDIT_ORDERED,
          CREDITED,
          RETURN_OWED,
          WAITS_FOR_DAY ->
          Optional.empty();
    };
  }

  /// The order that the core banking system gets for it.
  public CoreOrder order() {
    CoreOrder.Direction direction =
        switch (request.kind()) {
          case ISSUANCE -> CoreOrder.Direction.DEBIT;
          case REDEMPTION -> CoreOrder.Direction.CREDIT;
        };
    return new CoreOrder(id().orderId(), direction, id().bank(), request.amount());
  }

  /// The order that undoes an issuance's debit, at the attempt that is under way.
  public CoreOrder creditBack() {
    return new CoreOrder(
        id().creditBackId(undoing.attempt()),
        CoreOrder.Direction.CREDIT,
        id().bank(),
        request.amount());
  }

  /// Whether it has ended with nothing moved, or with everything given back.
  boolean isUndone() {
    return stage == Stage.REFUSED || stage == Stage.RETURNED;
  }

  boolean waitsBeyond(Instant now) {
    return stage == Stage.WAITS_FOR_DAY && opensAt.map(now::isBefore).orElse(false);
  }

  /// Whether its order may have reached the core banking system, or may go there now, and nobody
  /// knows what became of it.
  boolean isUnanswered(Instant now) {
    return switch (stage) {
      case DEBIT_ORDERED, CREDIT_ORDERED -> true;
      case WAITS_FOR_DAY -> !waitsBeyond(now);
      case DEBITED,
          CREDIT_BACK_OWED,
          APPROVED,
          ISSUED,
          REFUSED,
          TOKENS_AWAITED,
          TOKENS_HELD,
          CREDITED,
          REDEEMED,
          RETURN_OWED,
          RETURNED ->
          false;
    };
  }
}
