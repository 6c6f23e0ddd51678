package kz.digitaltenge.notary.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.notary.core.DamagedStateException;
import kz.digitaltenge.notary.core.NotaryCore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The state of this member, which may be replaced as a whole by a snapshot of the leader's.
final class MemberState implements AutoCloseable {

  /// A state and the core over it; they are replaced together.
  private record Opened(RocksLiveSet live, NotaryCore core) {}

  private static final Logger LOG = LoggerFactory.getLogger(MemberState.class);

  private final MemberConfig config;
  private final Path folder;

  /// Held for writing while a snapshot takes the state's place, so that threads which must not fail
  /// wait meanwhile.
  private final ReentrantReadWriteLock replacing = new ReentrantReadWriteLock();

  private volatile @Nullable Opened opened;

  MemberState(MemberConfig config) {
    this.config = config;
    this.folder = config.folder().resolve("state");
  }

  /// Opens the state on disk, or the newest checkpoint when that is ahead of it: then a snapshot
  /// was received and not yet put in its place. A member without data opens it before its log.
  void open(Optional<Checkpoints.Checkpoint> checkpoint) {
    if (opened != null && checkpoint.isEmpty()) {
      return;
    }
    if (checkpoint.isPresent() && !Files.exists(folder)) {
      Checkpoints.install(checkpoint.get(), folder);
    }
    opened = opened();
    long applied = core().progress().applied().index();
    if (checkpoint.isPresent() && applied < checkpoint.get().at().index()) {
      replaceBy(checkpoint.get());
    }
  }

  /// Puts a checkpoint of another member in place of the state.
  void replaceBy(Checkpoints.Checkpoint received) {
    replacing.writeLock().lock();
    try {
      close();
      Checkpoints.install(received, folder);
      opened = opened();
      // What others verified is not verified here: nothing is signed before a majority's head
      // covers it.
      live().noteTrustFrom(core().progress().logSize());
      live().noteVerified(core().progress().applied().index());
    } finally {
      replacing.writeLock().unlock();
    }
  }

  private <T> T whole(Function<RocksLiveSet, T> reading) {
    replacing.readLock().lock();
    try {
      return reading.apply(live());
    } finally {
      replacing.readLock().unlock();
    }
  }

  /// Notes how far this member has verified entries; never less than it had.
  void noteVerified(long index) {
    var _ =
        whole(
            live -> {
              if (index > live.verifiedUpTo()) {
                live.noteVerified(index);
              }
              return index;
            });
  }

  /// Notes the newest head that a majority signed.
  void noteHead(SignedHead head) {
    var _ =
        whole(
            live -> {
              live.noteHead(head);
              return head;
            });
  }

  /// Stores what was noted since the last entry, and the newest head. It is a help for readers of
  /// the stopped state, and may fail with the disk.
  void writeNotes(Optional<SignedHead> newest) {
    try {
      newest.ifPresent(this::noteHead);
      if (opened != null) {
        var _ =
            whole(
                live -> {
                  live.writeNotes();
                  return live;
                });
      }
    } catch (StorageFailedException | IllegalStateException e) {
      LOG.warn("The newest head is not noted in {}.", config.folder(), e);
    }
  }

  /// Whether the index has a decision about the transaction.
  boolean isDecided(TransactionId id) {
    return whole(live -> !live.find(List.of(), List.of(id)).positions().isEmpty());
  }

  private Opened opened() {
    RocksLiveSet live = RocksLiveSet.open(folder);
    try {
      return new Opened(live, NotaryCore.open(live, config.genesis(), config.tuning().retention()));
    } catch (RuntimeException e) {
      live.close();
      throw e;
    }
  }

  NotaryCore core() {
    return current().core();
  }

  RocksLiveSet live() {
    return current().live();
  }

  private Opened current() {
    Opened current = opened;
    if (current == null) {
      throw new IllegalStateException("the state is not open yet");
    }
    return current;
  }

  /// The decision at a position that the log has and the index still keeps.
  Optional<Decision> decision(long position) {
    return live().decision(position).map(bytes -> decode(position, bytes));
  }

  private static Decision decode(long position, Bytes bytes) {
    try {
      return Decision.decode(bytes.trusted());
    } catch (MalformedException e) {
      throw new DamagedStateException(
          "decision %d is not what was written: %s".formatted(position, e.getMessage()));
    }
  }

  /// Whether this member may sign for its state: it made the state itself, or a head that a
  /// majority signed covers what it got from another.
  boolean isVouchedFor(Optional<SignedHead> newest) {
    return whole(
        live -> {
          long trustFrom = live.trustFrom();
          if (trustFrom > 0 && newest.map(known -> known.head().size()).orElse(-1L) >= trustFrom) {
            live.noteTrustFrom(0);
            return true;
          }
          return trustFrom == 0;
        });
  }

  /// The members listed for an epoch with their head keys; empty for one that is not at hand.
  Map<String, PublicKey> membersOf(int epoch) {
    return core().standing().parametersOf(epoch).map(NetworkParameters::headKeys).orElse(Map.of());
  }

  @Override
  public void close() {
    Opened current = opened;
    if (current != null) {
      current.live().close();
    }
  }
}
