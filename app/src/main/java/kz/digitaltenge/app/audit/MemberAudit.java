package kz.digitaltenge.app.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.core.Standing;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.notary.server.StoppedMember.Part;
import kz.digitaltenge.notary.server.StorageFailedException;

/// Audits what one member of the notary keeps: plays its decisions from the genesis, and compares
/// with the log's tiles, the index of ids, the live set and the member's own account of itself.
final class MemberAudit {
  private final String name;
  private final StoppedMember rows;
  private final ParameterChain chain;
  private final AuditNotes notes;

  MemberAudit(String name, StoppedMember rows, ParameterChain chain, AuditNotes notes) {
    this.name = name;
    this.rows = rows;
    this.chain = chain;
    this.notes = notes;
  }

  MemberBook audit() {
    notes.checked("notaryMembers");
    guarded("files", _ -> rows.verifyFiles());
    Optional<Progress> progress = meta("progress", Progress::decode);
    guarded("meta", this::standing);
    guarded("meta", spot -> own(progress, spot));
    var replay = new DecisionReplay(rows, chain, store("decisions"));
    guarded("decisions", _ -> replay.play(progress.map(Progress::forgottenBelow).orElse(0L)));
    guarded("tiles", spot -> LogTiles.check(rows, replay.log(), spot));
    guarded("ids", spot -> ids(replay.log().size(), progress, spot));
    if (replay.whole()) {
      guarded("live", spot -> live(replay.live(), spot));
    }
    boolean sound = progress.map(each -> agrees(each, replay)).orElse(false);
    return new MemberBook(name, rows, replay.log(), sound, Map.copyOf(replay.live()));
  }

  private Spot store(String part) {
    return notes.store(name + " " + part);
  }

  /// A store that cannot be read is a finding, and the others are looked at all the same.
  private void guarded(String part, Consumer<Spot> work) {
    Spot store = store(part);
    try {
      work.accept(store);
    } catch (StorageFailedException e) {
      store.find("it cannot be read: %s", String.valueOf(e.getMessage()));
    }
  }

  private <T> Optional<T> meta(String key, Function<byte[], T> decode) {
    Spot spot = store("meta").row(key);
    try {
      Optional<byte[]> value = rows.value(Part.META, key.getBytes(StandardCharsets.US_ASCII));
      spot.require(value.isPresent(), "it is missing");
      return value.map(decode);
    } catch (MalformedException e) {
      spot.find("the bytes cannot be read: %s at byte %d", e.reason(), e.offset());
    } catch (StorageFailedException e) {
      spot.find("it cannot be read: %s", String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void standing(Spot store) {
    Optional<Standing> standing = meta("standing", Standing::decode);
    if (standing.isPresent()) {
      Spot spot = store.row("standing");
      spot.require(
          standing.get().networkId().equals(chain.networkId()), "it is of another network");
      chain.requireSame(
          spot,
          standing.get().epoch(),
          Bytes.ofTrusted(standing.get().signedParameters().encode()));
    }
  }

  /// What is the member's own: nothing else can be wrong with it than that no member would have it
  /// so.
  private void own(Optional<Progress> progress, Spot store) {
    long applied = progress.map(each -> each.applied().index()).orElse(-1L);
    long size = progress.map(Progress::logSize).orElse(0L);
    rows.forEach(
        Part.META,
        (key, value) -> {
          String name = new String(key, StandardCharsets.ISO_8859_1);
          Spot spot = store.row(name);
          switch (name) {
            case "progress", "standing", "head" -> {}
            case "verified" ->
                spot.require(
                    within(value, -1, applied), "it is no entry of a log up to %d", applied);
            case "trust-from" ->
                spot.require(within(value, 0, size), "it is no size of a log up to %d", size);
            default -> spot.find("a member keeps nothing of that name");
          }
        });
  }

  private static boolean within(byte[] value, long least, long most) {
    if (value.length != Long.BYTES) {
      return false;
    }
    long number = ByteBuffer.wrap(value).getLong();
    return number >= least && number <= most;
  }

  private boolean agrees(Progress progress, DecisionReplay replay) {
    Spot spot = store("meta").row("progress");
    LogTree log = replay.log();
    boolean size =
        spot.require(
            progress.logSize() == log.size(),
            "it counts %d decisions, and %d are there",
            progress.logSize(),
            log.size());
    boolean root =
        size
            && spot.require(
                progress.root().equals(log.rootAt(log.size())),
                "the root over %d decisions is not the one that was written down",
                log.size());
    if (replay.whole()) {
      spot.require(
          progress.liveCount() == replay.live().size(),
          "it counts %d live references, and the decisions leave %d",
          progress.liveCount(),
          replay.live().size());
    }
    return root;
  }

  /// Each id names the position of its decision, and there are as many as decisions: so each
  /// decision has one, and no id is decided twice.
  private void ids(long size, Optional<Progress> progress, Spot store) {
    var count = new long[1];
    rows.forEach(
        Part.IDS,
        (key, value) -> {
          count[0]++;
          id(key, value, store);
        });
    notes.checked("ids", count[0]);
    long expected = size - progress.map(Progress::forgottenBelow).orElse(0L);
    store.require(count[0] == expected, "%d ids are listed for %d decisions", count[0], expected);
  }

  private void id(byte[] key, byte[] value, Spot store) {
    if (key.length != Hash.SIZE_BYTES || value.length != Long.BYTES) {
      store.row(Bytes.of(key).hex()).find("it is no id with a position");
      return;
    }
    var id = new TransactionId(Hash.of(key));
    long position = ByteBuffer.wrap(value).getLong();
    Optional<byte[]> decision = rows.value(Part.DECISIONS, MemberBook.key(position));
    boolean same = decision.map(bytes -> isOf(id, bytes)).orElse(false);
    store.row(id).require(same, "position %d has no decision of this transaction", position);
  }

  /// What cannot be read was told when the decisions were played.
  private static boolean isOf(TransactionId id, byte[] decision) {
    try {
      return Decision.decode(decision).id().equals(id);
    } catch (MalformedException _) {
      return true;
    }
  }

  private void live(Map<StateRef, Hash> expected, Spot store) {
    var missing = new HashMap<>(expected);
    rows.forEach(
        Part.LIVE,
        (key, tag) -> {
          notes.checked("liveReferences");
          live(key, tag, missing, store);
        });
    missing.keySet().forEach(ref -> store.row(ref).find("it is live and not listed"));
  }

  private static void live(byte[] key, byte[] tag, Map<StateRef, Hash> missing, Spot store) {
    StateRef ref;
    try {
      ref = StateRef.fromKey(key);
    } catch (IllegalArgumentException _) {
      store.row(Bytes.of(key).hex()).find("it is no reference");
      return;
    }
    Hash expected = missing.remove(ref);
    if (expected == null) {
      store.row(ref).find("it is listed, and the decisions do not leave it live");
    } else {
      store
          .row(ref)
          .require(
              Arrays.equals(tag, expected.trusted()), "its tag is not the one that was decided");
    }
  }
}
