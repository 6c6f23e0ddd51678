package kz.digitaltenge.notary.core;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// The replicated state as the core needs it: live references with their tags, the index of decided
/// ids, the decisions, the log's full tiles, and how far all this has come. A port: [MemoryLiveSet]
/// for tests and the simulator, RocksDB in a member; one conformance suite holds for each.
///
/// One thread writes; any thread may read, and sees each write whole or not at all.
public interface LiveSet extends AutoCloseable {

  /// The tags and positions found among what was asked for; what is absent is not in the maps.
  record Found(Map<StateRef, Hash> tags, Map<TransactionId, Long> positions) {}

  /// Reads everything an entry needs in one go.
  Found find(Collection<StateRef> references, Collection<TransactionId> ids);

  /// The decision stored at a position, canonical bytes; empty when pruned or not written.
  Optional<Bytes> decision(long position);

  /// A full tile of the transparency log.
  ///
  /// @throws DamagedStateException when a tile that must be there is not
  Bytes tile(int level, long index);

  /// How far the state has come; empty before the network is founded.
  Optional<Progress> progress();

  /// The parameters and orders in force; empty before the network is founded.
  Optional<Standing> standing();

  /// Writes all of it or nothing.
  void write(Changes changes);

  /// Every live reference with its tag in ascending order, as of one moment.
  ///
  /// @return how far the state had come at that moment
  Progress forEachLive(BiConsumer<StateRef, Hash> reader);

  @Override
  void close();
}
