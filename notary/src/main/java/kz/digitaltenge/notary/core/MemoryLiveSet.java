package kz.digitaltenge.notary.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import org.jspecify.annotations.Nullable;

/// The state in memory: for tests and the simulator. Forgets everything when the process ends.
public final class MemoryLiveSet implements LiveSet {

  private final Map<StateRef, Hash> live = new TreeMap<>();
  private final Map<TransactionId, Long> positions = new HashMap<>();
  private final Map<Long, Bytes> decisions = new HashMap<>();
  private final Map<Integer, Map<Long, Bytes>> tiles = new HashMap<>();
  private @Nullable Progress progress;
  private @Nullable Standing standing;

  @Override
  public synchronized Found find(Collection<StateRef> references, Collection<TransactionId> ids) {
    Map<StateRef, Hash> tags = new HashMap<>();
    for (StateRef reference : references) {
      Hash tag = live.get(reference);
      if (tag != null) {
        tags.put(reference, tag);
      }
    }
    Map<TransactionId, Long> found = new HashMap<>();
    for (TransactionId id : ids) {
      Long position = positions.get(id);
      if (position != null) {
        found.put(id, position);
      }
    }
    return new Found(tags, found);
  }

  @Override
  public synchronized Optional<Bytes> decision(long position) {
    return Optional.ofNullable(decisions.get(position));
  }

  @Override
  public synchronized Bytes tile(int level, long index) {
    Bytes tile = tiles.getOrDefault(level, Map.of()).get(index);
    if (tile == null) {
      throw new DamagedStateException("log tile %d/%d is missing".formatted(level, index));
    }
    return tile;
  }

  @Override
  public synchronized Optional<Progress> progress() {
    return Optional.ofNullable(progress);
  }

  @Override
  public synchronized Optional<Standing> standing() {
    return Optional.ofNullable(standing);
  }

  @Override
  public synchronized void write(Changes changes) {
    changes.consumed().forEach(live::remove);
    changes.created().forEach(token -> live.put(token.reference(), token.tag()));
    for (Changes.DecidedAt decided : changes.decided()) {
      positions.put(decided.id(), decided.position());
      decisions.put(decided.position(), decided.decision());
    }
    for (Changes.ForgottenAt forgotten : changes.forgotten()) {
      positions.remove(forgotten.id());
      decisions.remove(forgotten.position());
    }
    for (TransparencyLog.FullTile tile : changes.filled()) {
      tiles.computeIfAbsent(tile.level(), _ -> new HashMap<>()).put(tile.index(), tile.nodes());
    }
    progress = changes.progress();
    changes.standing().ifPresent(changed -> standing = changed);
  }

  @Override
  public synchronized Progress forEachLive(BiConsumer<StateRef, Hash> reader) {
    Progress at = progress;
    if (at == null) {
      throw new IllegalStateException("the network is not founded");
    }
    live.forEach(reader);
    return at;
  }

  @Override
  public void close() {
    // Nothing outside memory is held.
  }
}
