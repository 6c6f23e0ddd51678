package kz.digitaltenge.notary.core;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// Everything one entry changes; stored whole or not at all.
///
/// @param consumed references that were live before the entry and are not after it
/// @param created references that are live after the entry and were not before it
/// @param decided new decisions in the order of their positions
/// @param forgotten decisions past their retention
/// @param filled tiles of the log that became full
/// @param standing the parameters and orders when the entry changed them
public record Changes(
    List<StateRef> consumed,
    List<LiveToken> created,
    List<DecidedAt> decided,
    List<ForgottenAt> forgotten,
    List<TransparencyLog.FullTile> filled,
    Progress progress,
    Optional<Standing> standing) {

  /// A live reference with its custodian's blinded tag.
  public record LiveToken(StateRef reference, Hash tag) {}

  /// A decision's canonical bytes at its position.
  public record DecidedAt(long position, TransactionId id, Bytes decision) {}

  /// A decision whose id and bytes leave the index.
  public record ForgottenAt(long position, TransactionId id) {}

  public Changes {
    consumed = List.copyOf(consumed);
    created = List.copyOf(created);
    decided = List.copyOf(decided);
    forgotten = List.copyOf(forgotten);
    filled = List.copyOf(filled);
  }

  /// Only progress: a tick, or an entry that was stale.
  static Changes none(Progress progress) {
    return new Changes(
        List.of(), List.of(), List.of(), List.of(), List.of(), progress, Optional.empty());
  }
}
