package kz.digitaltenge.app.audit;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.notary.server.StoppedMember.Part;

/// What a member of the notary knows, as the audit rebuilt it from the member's decisions.
///
/// @param log over all decisions
/// @param sound whether the log is the one whose root the member wrote down; otherwise roots say
///   nothing, and single decisions are compared instead
/// @param live what the decisions leave live, with the custodians' tags
record MemberBook(
    String name, StoppedMember rows, LogTree log, boolean sound, Map<StateRef, Hash> live) {
  static byte[] key(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }

  OptionalLong position(TransactionId id) {
    return rows.value(Part.IDS, id.hash().toArray())
        .filter(value -> value.length == Long.BYTES)
        .map(value -> OptionalLong.of(ByteBuffer.wrap(value).getLong()))
        .orElse(OptionalLong.empty());
  }

  /// The decision at a position; empty when it is not there or cannot be read, which the audit of
  /// the member has told.
  Optional<Decision> decision(long position) {
    try {
      return rows.value(Part.DECISIONS, key(position)).map(Decision::decode);
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
