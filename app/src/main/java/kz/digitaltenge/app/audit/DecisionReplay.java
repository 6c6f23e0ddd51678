package kz.digitaltenge.app.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.notary.server.StoppedMember.Part;

/// Plays a member's decisions from the genesis on: what they consume must be live, and what they
/// create is live afterwards. Builds the log on the way.
final class DecisionReplay {
  private static final Hash UNKNOWN_LEAF = Hash.of(new byte[Hash.SIZE_BYTES]);

  /// Positions without leaf that a gap is followed through; each is a finding of its own.
  private static final long UNKNOWN_MAX = 512;

  private final StoppedMember rows;
  private final ParameterChain chain;
  private final Spot store;
  private final LogTree log = new LogTree();
  private final Map<StateRef, Hash> live = new HashMap<>();
  private Instant logTime;
  private boolean whole = true;

  DecisionReplay(StoppedMember rows, ParameterChain chain, Spot store) {
    this.rows = rows;
    this.chain = chain;
    this.store = store;
    this.logTime = chain.genesis().effectiveFrom();
    for (AssetTerms terms : chain.genesis().assets()) {
      GenesisRegister register = GenesisRegister.of(chain.networkId(), terms.asset());
      live.put(register.ref(), register.tag());
    }
  }

  LogTree log() {
    return log;
  }

  Map<StateRef, Hash> live() {
    return live;
  }

  /// Whether every decision from the genesis on is there and can be read.
  boolean whole() {
    return whole;
  }

  /// Plays every decision that is there.
  ///
  /// @param forgottenBelow positions that the member no longer keeps; their leaves are in its tiles
  void play(long forgottenBelow) {
    rows.forEach(Part.DECISIONS, (key, value) -> row(key, value, forgottenBelow));
  }

  private void row(byte[] key, byte[] value, long forgottenBelow) {
    if (key.length != Long.BYTES) {
      store.row("a key of %d bytes".formatted(key.length)).find("it is no position");
      return;
    }
    long position = ByteBuffer.wrap(key).getLong();
    Spot spot = store.row("position " + position);
    if (position < log.size()) {
      spot.find("it should have been forgotten");
      return;
    }
    if (position > log.size() && !skipTo(position, forgottenBelow)) {
      spot.find("the log does not come so far");
      return;
    }
    store.notes().checked("decisions");
    Optional<Decision> decision = decode(value, spot);
    log.add(
        decision
            .map(Decision::leafHash)
            .or(() -> LogTiles.leaf(rows, position))
            .orElse(UNKNOWN_LEAF));
    whole &= decision.isPresent();
    decision.ifPresent(each -> apply(each, spot));
  }

  /// Fills a gap from the log's tiles, as far as they go.
  ///
  /// @return false when the gap is so wide that no log can have it
  private boolean skipTo(long position, long forgottenBelow) {
    long unknown = 0;
    for (long missing = log.size(); missing < position; missing++) {
      Optional<Hash> leaf = LogTiles.leaf(rows, missing);
      unknown += leaf.isPresent() ? 0 : 1;
      if (unknown > UNKNOWN_MAX) {
        return false;
      }
      if (missing >= forgottenBelow) {
        store.row("position " + missing).find("the decision is missing");
      }
      log.add(leaf.orElse(UNKNOWN_LEAF));
    }
    whole = false;
    return true;
  }

  private static Optional<Decision> decode(byte[] value, Spot spot) {
    try {
      return Optional.of(Decision.decode(value));
    } catch (MalformedException e) {
      spot.find("the bytes are no decision: %s at byte %d", e.reason(), e.offset());
      return Optional.empty();
    }
  }

  private void apply(Decision decision, Spot spot) {
    spot.require(
        !decision.logTime().isBefore(logTime),
        "its log time %s is before the one of its predecessor",
        decision.logTime());
    logTime = decision.logTime();
    spot.require(chain.at(decision.epoch()).isPresent(), "epoch %d is unknown", decision.epoch());
    for (StateRef consumed : decision.consumed()) {
      boolean was = live.remove(consumed) != null;
      spot.require(was || !whole, "it consumes %s, which is not live", consumed);
    }
    for (int index = 0; index < decision.created(); index++) {
      var ref = new StateRef(decision.id(), index);
      spot.require(live.put(ref, decision.tags().get(index)) == null, "it creates %s again", ref);
    }
  }
}
