package kz.digitaltenge.api.notary;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.supply.LiveBucket;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.SetHash;

/// What the notary says about a cut of its log: `docs/protocol/supply.md`. Callable from any
/// thread; nothing here blocks. What is returned is verified, as with [Notary].
public interface NotaryCuts {
  /// Ids asked about at once, at most.
  int IDS_MAX = 10_000;

  /// Something that a majority of the members said.
  record Said<T>(T statement, List<MemberSignature> members) {
    public Said {
      members = List.copyOf(members);
    }
  }

  /// The newest head there is, not only the newest that this node has met.
  CompletableFuture<SignedHead> head();

  /// Where each transaction was decided, of those decided below `size`; in the same order. The word
  /// of one member: a false one makes this node's statement miss what it holds, and shows at once.
  CompletableFuture<List<OptionalLong>> positions(long size, List<TransactionId> ids);

  /// The live set at a cut.
  CompletableFuture<Said<LiveSetStatement>> liveSet(SignedHead cut);

  /// The set hash of each bucket of the live set at a position, by one member.
  CompletableFuture<List<SetHash>> bucketHashes(long position);

  /// The live references of a bucket at a cut.
  CompletableFuture<Said<LiveBucket>> bucket(SignedHead cut, int bucket);

  /// How a transaction was decided, which was.
  CompletableFuture<FinalityProof> decided(TransactionId id);
}
