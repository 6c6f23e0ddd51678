package kz.digitaltenge.app.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.core.HeadWitness;
import kz.digitaltenge.notary.core.LiveSetReplay;
import kz.digitaltenge.notary.core.LogReplay;
import kz.digitaltenge.notary.core.LogWitness;

/// Follows a notary and believes nothing: it reads every decision, builds tree and live set again,
/// and holds them against each head that a member shows and against each member's live set.
///
/// Holds the live set in memory, and the roots of the newest heads. One thread at a time.
final class Observer {
  private static final int ROOTS_MAX = 65_536;
  private static final int HEADS_REMEMBERED = 4096;

  private final SignatureVerifier verifier;
  private final Source source;
  private final Map<Integer, Map<String, PublicKey>> keys = new HashMap<>();
  private final LogReplay log = new LogReplay();
  private final LiveSetReplay live;
  private final Accuser accuser;
  private final HeadWitness heads = new HeadWitness(HEADS_REMEMBERED);
  private final LogWitness witness = new LogWitness();
  private final Map<Long, Hash> roots =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Hash> eldest) {
          return size() > ROOTS_MAX;
        }
      };

  /// Where the notary's word comes from.
  interface Source extends LogExport.Source {
    /// What each member tells its operators.
    Map<String, NotaryOperations> members();

    /// A proof of consistency between two sizes that passes, from whichever member has one.
    Optional<List<Hash>> consistency(long oldSize, long newSize, Predicate<List<Hash>> passes);
  }

  /// What a member leaves unanswered.
  enum Silence {
    WHOLE("does not answer; nothing of it was compared"),
    LIVE_SET("does not show its live set; only its head was compared");

    private final String sentence;

    Silence(String sentence) {
      this.sentence = sentence;
    }

    String of(String member) {
      return "%s %s".formatted(member, sentence);
    }
  }

  /// How far it has come.
  ///
  /// @param agreeing heads and live sets that were held against the replay and agreed; none without
  ///   an alarm: no member answers
  /// @param silent members of which not everything was compared
  record Look(
      long leaves, int live, int agreeing, Map<String, Silence> silent, Optional<String> alarm) {
    Look {
      silent = Map.copyOf(silent);
    }

    boolean isOfNobody() {
      return agreeing == 0 && alarm.isEmpty();
    }
  }

  /// @param accuser keeps what proves a member's lie to somebody else
  Observer(Source source, SignatureVerifier verifier, Accuser accuser) {
    this.source = source;
    this.verifier = verifier;
    this.accuser = accuser;
    this.live = new LiveSetReplay(source.chain().getFirst());
    for (SignedParameters each : source.chain()) {
      keys.put(each.parameters().epoch(), each.parameters().headKeys());
    }
  }

  /// Looks once at everything that the members show.
  Look look() {
    int agreeing = 0;
    Map<String, SignedHead> shown = source.heads();
    List<Map.Entry<String, SignedHead>> bySize = new ArrayList<>(shown.entrySet());
    bySize.sort(Comparator.comparingLong(each -> each.getValue().head().size()));
    for (Map.Entry<String, SignedHead> each : bySize) {
      Optional<String> alarm = alarm(each.getKey(), each.getValue());
      if (alarm.isPresent()) {
        bySize.forEach(other -> charge(other.getValue()));
        return seen(agreeing, Map.of(), alarm);
      }
      agreeing++;
    }
    var silent = new HashMap<String, Silence>();
    for (Map.Entry<String, NotaryOperations> each : source.members().entrySet()) {
      String member = each.getKey();
      Optional<Boolean> same = Optional.empty();
      try {
        // Whoever shows no head of a log that has one is not waited for again.
        if (shown.containsKey(member) || log.size() == 0) {
          same = hasSameLiveSet(each.getValue());
        }
      } catch (PlatformException _) {
        silent.put(member, Silence.LIVE_SET);
      }
      if (same.isPresent() && !same.get()) {
        return seen(agreeing, Map.of(), Optional.of(anotherLiveSet(member)));
      }
      if (same.isPresent()) {
        agreeing++;
      } else if (!shown.containsKey(member)) {
        silent.put(member, Silence.WHOLE);
      }
    }
    return seen(agreeing, silent, Optional.empty());
  }

  private String anotherLiveSet(String member) {
    return "%s has another live set at log size %d than the decisions lead to"
        .formatted(member, log.size());
  }

  private Look seen(int agreeing, Map<String, Silence> silent, Optional<String> alarm) {
    return new Look(log.size(), live.count(), agreeing, silent, alarm);
  }

  private Optional<String> alarm(String member, SignedHead signed) {
    LogHead head = signed.head();
    if (!isOfAMajority(signed)) {
      return Optional.of(
          "%s shows a head of size %d, epoch %d, that no majority of the members signed"
              .formatted(member, head.size(), head.epoch()));
    }
    List<TwoHeads> two = heads.see(signed);
    two.forEach(accuser::accuse);
    if (!two.isEmpty()) {
      return Optional.of(two.getFirst().claim());
    }
    Optional<String> fault = advance(head.size());
    if (fault.isPresent()) {
      return fault;
    }
    holdAgainstTheLog(signed);
    Hash own = roots.get(head.size());
    return own == null || own.equals(head.root())
        ? Optional.empty()
        : Optional.of(
            "%s signed a head of size %d with root %s, but the decisions lead to %s"
                .formatted(signers(signed), head.size(), head.root(), own));
  }

  private boolean isOfAMajority(SignedHead signed) {
    return signed.head().networkId().equals(source.chain().getFirst().parameters().hash())
        && signed.isSignedByMajorityOf(
            keys.getOrDefault(signed.head().epoch(), Map.of()), verifier);
  }

  /// Looks at what is shown for nothing but evidence.
  private void charge(SignedHead signed) {
    if (isOfAMajority(signed)) {
      heads.see(signed).forEach(accuser::accuse);
      if (isPlayedUpTo(signed.head().size())) {
        holdAgainstTheLog(signed);
      }
    }
  }

  private boolean isPlayedUpTo(long size) {
    try {
      return advance(size).isEmpty();
    } catch (PlatformException _) {
      // Nobody has the decisions: the alarm that there is stands without more evidence.
      return false;
    }
  }

  private void holdAgainstTheLog(SignedHead signed) {
    if (roots.containsKey(signed.head().size())) {
      for (MemberSignature each : signed.signatures()) {
        witness
            .see(signed.head(), each, new PlayedLog())
            .forEach(lie -> lie.evidence().ifPresent(accuser::accuse));
      }
    }
  }

  /// What the decisions lead to, at the sizes of heads that were shown.
  private final class PlayedLog implements LogWitness.Log {
    @Override
    public long size() {
      return log.size();
    }

    @Override
    public Hash rootAt(long size) {
      return Objects.requireNonNull(roots.get(size));
    }

    @Override
    public Optional<List<Hash>> consistency(long oldSize, long newSize) {
      Hash old = roots.get(oldSize);
      Hash now = roots.get(newSize);
      return old == null || now == null
          ? Optional.empty()
          : source.consistency(
              oldSize, newSize, proof -> MerkleTree.consistent(oldSize, old, newSize, now, proof));
    }
  }

  private static String signers(SignedHead head) {
    return String.join(", ", head.signatures().stream().map(MemberSignature::member).toList());
  }

  /// Plays the decisions up to a size, unless it has come further.
  private Optional<String> advance(long size) {
    while (log.size() < size) {
      Iterator<Leaf> some = source.leaves(log.size()).iterator();
      while (some.hasNext() && log.size() < size) {
        Optional<String> fault = play(some.next());
        if (fault.isPresent()) {
          return fault.map(what -> "decision %d: %s".formatted(log.size() - 1, what));
        }
      }
    }
    if (log.size() == size) {
      roots.put(size, log.root());
    }
    return Optional.empty();
  }

  private Optional<String> play(Leaf leaf) {
    log.add(leaf.hash());
    return switch (leaf) {
      case Leaf.Whole(Decision decision) -> live.play(decision);
      case Leaf.Forgotten _ ->
          Optional.of("its content is no longer in the notary's index, so it cannot be played");
    };
  }

  /// Empty while the member is at another size, or moves on while it is asked.
  private Optional<Boolean> hasSameLiveSet(NotaryOperations member) {
    if (member.status().logSize() != log.size()) {
      return Optional.empty();
    }
    Iterator<StateRef> own = live.references().iterator();
    boolean[] same = {true};
    member.liveRefs(ref -> same[0] &= own.hasNext() && own.next().equals(ref));
    return member.status().logSize() == log.size()
        ? Optional.of(same[0] && !own.hasNext())
        : Optional.empty();
  }
}
