package kz.digitaltenge.notary.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import org.jspecify.annotations.Nullable;

/// Holds what members sign against a log that its owner has made itself.
///
/// That a head is not of that log is one word against another's, until the same member signs a
/// longer head that is: then the log proves that the two do not belong together, and anybody can
/// check it. What is shown to it comes verified. One thread at a time.
public final class LogWitness {
  private static final int AHEAD_MAX = 1024;
  private static final int MEMBERS_MAX = 64;

  /// The owner's log.
  public interface Log {
    long size();

    Hash rootAt(long size);

    /// The proof between two sizes, as RFC 9162 §2.1.4.1 has it; empty when it is not to be had.
    Optional<List<Hash>> consistency(long oldSize, long newSize);
  }

  /// A head that is not of the log.
  ///
  /// @param root what the log's is at its size
  /// @param evidence against the member, once it has signed a longer head of the log
  public record Falsehood(LogHead head, String member, Hash root, Optional<TwoHeads> evidence) {}

  private record Seen(LogHead head, MemberSignature by) {}

  private record Lie(Seen shown, Hash root) {}

  /// What a member signed.
  private static final class Signed {
    /// Longer than the log.
    final NavigableMap<Long, Seen> ahead = new TreeMap<>();

    /// Not of the log, and not proved yet.
    @Nullable Lie lie;

    /// The longest that is of the log.
    @Nullable Seen truth;
  }

  private final Map<String, Signed> signed = new HashMap<>();

  /// Takes a member's signature, and tells what is known of that member now and was not before.
  public List<Falsehood> see(LogHead head, MemberSignature by, Log log) {
    if (signed.size() == MEMBERS_MAX && !signed.containsKey(by.member())) {
      signed.clear();
    }
    Signed ofMember = signed.computeIfAbsent(by.member(), _ -> new Signed());
    ofMember.ahead.put(head.size(), new Seen(head, by));
    var found = new ArrayList<Falsehood>();
    for (long reached = log.size(); isReached(ofMember.ahead, reached); ) {
      settle(ofMember, ofMember.ahead.pollFirstEntry().getValue(), log).ifPresent(found::add);
    }
    if (ofMember.ahead.size() > AHEAD_MAX) {
      ofMember.ahead.pollLastEntry();
    }
    return found;
  }

  private static boolean isReached(NavigableMap<Long, Seen> ahead, long size) {
    return !ahead.isEmpty() && ahead.firstKey() <= size;
  }

  private static Optional<Falsehood> settle(Signed ofMember, Seen shown, Log log) {
    Hash root = log.rootAt(shown.head().size());
    boolean isOfTheLog = root.equals(shown.head().root());
    if (!isOfTheLog) {
      ofMember.lie = new Lie(shown, root);
    } else if (ofMember.truth == null || ofMember.truth.head().size() < shown.head().size()) {
      ofMember.truth = shown;
    }
    Lie lie = ofMember.lie;
    if (lie == null) {
      return Optional.empty();
    }
    Optional<TwoHeads> evidence = evidence(lie, ofMember.truth, log);
    if (evidence.isPresent()) {
      ofMember.lie = null;
    }
    LogHead head = lie.shown().head();
    return isOfTheLog && evidence.isEmpty()
        ? Optional.empty()
        : Optional.of(new Falsehood(head, lie.shown().by().member(), lie.root(), evidence));
  }

  private static Optional<TwoHeads> evidence(Lie lie, @Nullable Seen truth, Log log) {
    LogHead head = lie.shown().head();
    // The owner's log may have begun anew since.
    if (truth == null
        || head.size() == 0
        || head.size() >= truth.head().size()
        || truth.head().size() > log.size()) {
      return Optional.empty();
    }
    return log.consistency(head.size(), truth.head().size())
        .map(
            proof ->
                TwoHeads.of(head, lie.shown().by(), lie.root(), truth.head(), truth.by(), proof));
  }
}
