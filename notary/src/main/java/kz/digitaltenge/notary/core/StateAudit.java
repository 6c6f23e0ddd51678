package kz.digitaltenge.notary.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;

/// A second opinion on a notary's state: everything that follows from the decisions is derived
/// again and compared. A decision that was changed leads to another root; a live reference that was
/// added, lost or changed differs from what the decisions created and consumed.
///
/// Holds the live set in memory while it works.
public final class StateAudit {

  private static final int FINDINGS_MAX = 100;

  /// What was found.
  ///
  /// @param decisions how many were read again
  /// @param live how many live references were compared
  /// @param findings one sentence for each damage, naming the place; none when all is well
  public record Report(long decisions, long live, List<String> findings) {
    public Report {
      findings = List.copyOf(findings);
    }
  }

  private final LiveSet state;
  private final SignedParameters genesis;
  private final List<String> findings = new ArrayList<>();
  private final Map<StateRef, Hash> derived = new HashMap<>();
  private final List<Hash> tile = new ArrayList<>(Tile.WIDTH);

  private StateAudit(LiveSet state, SignedParameters genesis) {
    this.state = state;
    this.genesis = genesis;
  }

  /// Checks a state that nobody writes to meanwhile.
  public static Report of(LiveSet state, SignedParameters genesis) {
    return new StateAudit(state, genesis).run();
  }

  private Report run() {
    Optional<Progress> progress = state.progress();
    Optional<Standing> standing = state.standing();
    if (progress.isEmpty() || standing.isEmpty()) {
      return new Report(0, 0, List.of("the notary's state is empty"));
    }
    if (!standing.get().networkId().equals(genesis.parameters().hash())) {
      return new Report(0, 0, List.of("the notary's state belongs to another network"));
    }
    long decisions = decisions(progress.get());
    root(progress.get());
    long live = live(progress.get());
    return new Report(decisions, live, findings);
  }

  private long decisions(Progress progress) {
    for (AssetTerms terms : genesis.parameters().assets()) {
      GenesisRegister register = GenesisRegister.of(genesis.parameters().hash(), terms.asset());
      derived.put(register.ref(), register.tag());
    }
    for (long position = progress.forgottenBelow(); position < progress.logSize(); position++) {
      Optional<Decision> decision = decision(position);
      decision.ifPresent(this::replay);
      tile.add(decision.map(Decision::leafHash).orElse(Hash.sha256()));
      if (tile.size() == Tile.WIDTH) {
        tile(position / Tile.WIDTH);
        tile.clear();
      }
    }
    return progress.logSize() - progress.forgottenBelow();
  }

  private Optional<Decision> decision(long position) {
    Optional<Bytes> bytes = state.decision(position);
    if (bytes.isEmpty()) {
      found("decision %d is missing".formatted(position));
      return Optional.empty();
    }
    try {
      Decision decision = Decision.decode(bytes.get().trusted());
      Long indexed = state.find(List.of(), List.of(decision.id())).positions().get(decision.id());
      if (indexed == null || indexed != position) {
        found(
            "the index has transaction %s at %s, not at %d"
                .formatted(decision.id(), indexed, position));
      }
      return Optional.of(decision);
    } catch (MalformedException e) {
      found("decision %d cannot be read: %s".formatted(position, e.getMessage()));
      return Optional.empty();
    }
  }

  private void replay(Decision decision) {
    for (StateRef consumed : decision.consumed()) {
      if (derived.remove(consumed) == null) {
        found("transaction %s consumed %s, which was not live".formatted(decision.id(), consumed));
      }
    }
    for (int index = 0; index < decision.tags().size(); index++) {
      derived.put(new StateRef(decision.id(), index), decision.tags().get(index));
    }
  }

  private void tile(long index) {
    try {
      if (!Tile.of(0, index, tile).encode().equals(state.tile(0, index))) {
        found(
            "log tile 0/%d differs from the decisions %d to %d"
                .formatted(index, index * Tile.WIDTH, (index + 1) * Tile.WIDTH - 1));
      }
    } catch (DamagedStateException e) {
      found(String.valueOf(e.getMessage()));
    }
  }

  /// Rebuilds the tree from tiles and tail.
  private void root(Progress progress) {
    try {
      List<Hash> tail = new ArrayList<>(tile);
      Hash root = new TransparencyLog(state::tile, progress.logSize(), tail).root();
      if (!root.equals(progress.root())) {
        found("the log has root %s, not %s as written".formatted(root, progress.root()));
      }
    } catch (DamagedStateException e) {
      found("the log's tree cannot be built: %s".formatted(e.getMessage()));
    }
  }

  private long live(Progress progress) {
    long[] count = {0};
    boolean whole = progress.forgottenBelow() == 0;
    state.forEachLive(
        (reference, tag) -> {
          count[0]++;
          Hash expected = derived.remove(reference);
          if (whole && expected == null) {
            found("%s is live, but no decision created it or one consumed it".formatted(reference));
          } else if (expected != null && !expected.equals(tag)) {
            found("the tag of %s was changed".formatted(reference));
          }
        });
    if (whole) {
      derived
          .keySet()
          .forEach(reference -> found("%s should be live and is not".formatted(reference)));
    }
    if (count[0] != progress.liveCount()) {
      found("%d references are live, not %d as written".formatted(count[0], progress.liveCount()));
    }
    return count[0];
  }

  private void found(String finding) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(finding);
    }
  }
}
