package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
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
/// @param returnAccount of the core banking system, when the money goes back to another than
///   `coreAccount`
/// @param owed while it is on its way back
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
    Note note,
    Optional<String> returnAccount,
    Optional<Owed> owed) {
  /// What was taken and could not be given back yet.
  ///
  /// @param attempt the number of the next order that credits money back, or of the one under way;
  ///   none for tokens
  /// @param note why the last try came to nothing
  /// @param nextAt when the next is made; as soon as it can be when there is none
  public record Owed(Instant since, OptionalInt attempt, Note note, Optional<Instant> nextAt) {}
}
