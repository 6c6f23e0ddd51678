package kz.digitaltenge.ledger.supply;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// Which leaves are to be opened: drawn from a head that was signed after every node had committed,
/// and from all those commitments.
///
/// The signatures of the notary's members are part of the seed, so nobody who lacks their keys can
/// know the draw beforehand, and no node can choose its statement by it.
public final class Draw {
  /// Leaves drawn of each tree, with replacement; a tree of no more leaves is opened whole.
  public static final int LEAVES = 32;

  private final Hash seed;

  private Draw(Hash seed) {
    this.seed = seed;
  }

  public static Draw of(SignedHead challenge, List<Hash> statements) {
    var hashes = new CborWriter();
    Encoding.list(hashes, statements, Hash::writeTo);
    return new Draw(
        Domain.SUPPLY_DRAW.hash(Hash.sha256(challenge.encode()).trusted(), hashes.toBytes()));
  }

  /// The statements as a draw takes them: their hashes by rising name of the node.
  public static List<Hash> hashes(List<SignedStatement> statements) {
    return statements.stream()
        .sorted(Comparator.comparing(each -> each.statement().node()))
        .map(SignedStatement::hash)
        .toList();
  }

  /// The ranks drawn in a tree with so many leaves, rising; each once, however often it was drawn.
  public List<Long> ranks(NodeId node, Asset asset, long leaves) {
    if (leaves <= LEAVES) {
      return LongStream.range(0, leaves).boxed().toList();
    }
    var ranks = new TreeSet<Long>();
    for (int ticket = 0; ticket < LEAVES; ticket++) {
      ranks.add(Long.remainderUnsigned(number(node, asset, ticket), leaves));
    }
    return List.copyOf(ranks);
  }

  private long number(NodeId node, Asset asset, int ticket) {
    var drawn = new CborWriter().array(3);
    node.writeTo(drawn);
    asset.writeTo(drawn);
    drawn.uint(ticket);
    Hash hash = Domain.SUPPLY_DRAW.hash(seed.trusted(), drawn.toBytes());
    return ByteBuffer.wrap(hash.trusted()).getLong();
  }
}
