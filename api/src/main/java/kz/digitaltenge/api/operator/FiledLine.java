package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.TransactionId;

/// A payment that waits for its signatories, or did, as it stands.
///
/// @param payee empty when there are legs
/// @param legs several payees; none for a payment to one
/// @param refundOf the transaction that it gives back
/// @param remittance what the signatories and the payees are told
/// @param required how many must approve it
/// @param decisions oldest first
/// @param until after which it is approved no more
/// @param note what is waited for, or why it was not paid
/// @param approve what a signatory signs to approve it
/// @param refuse and to refuse it
/// @param evidence where the signed request is kept, or [#NO_EVIDENCE]
public record FiledLine(
    String payment,
    String payer,
    String payee,
    List<PayOrder.Leg> legs,
    Optional<TransactionId> refundOf,
    Amount amount,
    String currency,
    Remittance remittance,
    State state,
    int required,
    List<Decision> decisions,
    Instant filedAt,
    Instant until,
    Instant changedAt,
    Optional<TransactionId> transaction,
    Note note,
    String approve,
    String refuse,
    long evidence) {
  /// Lines that are asked for at once.
  public static final int LINES_MAX = 1_000;

  /// Of a refund: what is known of its request is with the refund.
  public static final long NO_EVIDENCE = -1;

  public FiledLine {
    legs = List.copyOf(legs);
    decisions = List.copyOf(decisions);
  }

  /// How far it has come.
  public enum State {
    AWAITING_APPROVAL,
    /// Enough have approved; the money is on its way, or goes when somebody who is away is back.
    APPROVED,
    PAID,
    /// By its signatories, or when it was to be paid.
    REFUSED,
    /// By the bank's program, or because the mandate was changed.
    WITHDRAWN,
    /// Not approved in time, or held up for too long.
    EXPIRED
  }

  /// What a signatory said.
  ///
  /// @param version of the mandate that it was said under
  /// @param signature the detached JWS
  /// @param evidence where the signed request that brought it is kept
  public record Decision(
      String signatory,
      String decision,
      int version,
      Instant at,
      String signature,
      long evidence) {}
}
