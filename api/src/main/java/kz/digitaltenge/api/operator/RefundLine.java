package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.TransactionId;

/// A refund as it stands.
///
/// @param of the transaction of the payment
/// @param transaction that gave the money back, once it has
/// @param note what is waited for, or why it was refused
public record RefundLine(
    String refund,
    String payment,
    TransactionId of,
    Amount amount,
    Progress progress,
    Instant requestedAt,
    Instant changedAt,
    Optional<TransactionId> transaction,
    Note note) {}
