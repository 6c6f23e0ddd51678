package kz.digitaltenge.notary.core;

import java.time.Instant;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.ledger.Decision;

/// What the core found about one request of an entry.
public sealed interface Ruling {

  /// A new decision, now at `position` of the transparency log.
  record Decided(long position, Decision decision) implements Ruling {}

  /// The transaction's id was decided before: whatever else this request says, the answer is the
  /// one at `position`.
  record DecidedBefore(long position) implements Ruling {}

  /// The window ended at `until`, log time is past it and the id is absent: it never happens.
  record Never(Instant until) implements Ruling {}

  /// The window ended before the retained index begins: only the archive knows.
  record Archived(Instant retainedFrom) implements Ruling {}

  /// Log time has not reached the window yet.
  record TooEarly(Instant from, Instant logTime) implements Ruling {}

  /// The request is not acceptable as it stands; nothing was logged.
  record Refused(NotaryRefusal reason, String evidence) implements Ruling {}

  /// The entry was verified under other parameters or orders than are in force: propose again.
  record Stale() implements Ruling {}

  /// The order or the parameters took effect.
  record InForce() implements Ruling {}
}
