package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.ledger.Amount;

/// A customer's conversion as it stands.
///
/// @param stage its name in the bank's books
/// @param coreReference of the core banking system, once it has moved the money
/// @param transaction the ledger's, once the tokens have moved
/// @param returnReference of the core banking system, once it has given the money back
/// @param returnTransaction the ledger's, once the tokens have gone back
/// @param note what is waited for, or why it was refused
public record ClientConversionLine(
    String name,
    String direction,
    String account,
    String coreAccount,
    Amount amount,
    String stage,
    Progress progress,
    Instant requestedAt,
    Instant changedAt,
    Optional<String> coreReference,
    Optional<String> transaction,
    Optional<String> returnReference,
    Optional<String> returnTransaction,
    Note note) {}
