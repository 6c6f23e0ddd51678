package kz.digitaltenge.notary.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;

/// Remembers the longest heads that each member signed and finds two that contradict each other at
/// first sight: one size with two roots, or a longer log of an earlier time or epoch. What is shown
/// to it comes verified. Any thread may call.
public final class HeadWitness {

  private static final int MEMBERS_MAX = 64;

  private record Seen(LogHead head, MemberSignature by) {}

  private final int rememberedMax;

  /// By member, then by size; of one size and root the latest. Guarded by this.
  private final Map<String, NavigableMap<Long, Seen>> seen = new HashMap<>();

  /// @param rememberedMax heads of each member
  public HeadWitness(int rememberedMax) {
    this.rememberedMax = rememberedMax;
  }

  /// Takes a member's signature; what contradicts an earlier one of its own is evidence against it.
  public synchronized Optional<TwoHeads> see(LogHead head, MemberSignature by) {
    NavigableMap<Long, Seen> ofMember = seen.get(by.member());
    if (ofMember == null) {
      if (seen.size() == MEMBERS_MAX) {
        seen.clear();
      }
      ofMember = new TreeMap<>();
      seen.put(by.member(), ofMember);
    }
    Optional<TwoHeads> found =
        Stream.of(
                Optional.ofNullable(ofMember.floorEntry(head.size())),
                Optional.ofNullable(ofMember.lowerEntry(head.size())),
                Optional.ofNullable(ofMember.higherEntry(head.size())))
            .flatMap(Optional::stream)
            .map(Map.Entry::getValue)
            .flatMap(each -> TwoHeads.of(each.head(), each.by(), head, by).stream())
            .findFirst();
    if (found.isEmpty()) {
      remember(ofMember, new Seen(head, by));
    }
    return found;
  }

  private void remember(NavigableMap<Long, Seen> ofMember, Seen shown) {
    ofMember.merge(
        shown.head().size(),
        shown,
        (before, now) -> now.head().logTime().isAfter(before.head().logTime()) ? now : before);
    if (ofMember.size() > rememberedMax) {
      ofMember.pollFirstEntry();
    }
  }

  /// Takes a head with all its signatures.
  public List<TwoHeads> see(SignedHead head) {
    List<TwoHeads> found = new ArrayList<>();
    for (MemberSignature each : head.signatures()) {
      see(head.head(), each).ifPresent(found::add);
    }
    return found;
  }
}
