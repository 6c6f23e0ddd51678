package kz.digitaltenge.notary.core;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;

/// Remembers the newest heads that each member signed and finds two that contradict each other.
/// What is shown to it comes verified. Any thread may call.
public final class HeadWitness {

  private static final int REMEMBERED_MAX = 4096;
  private static final int MEMBERS_MAX = 64;

  private record Seen(LogHead head, MemberSignature by) {}

  /// By member, then by size. Guarded by this.
  private final Map<String, Map<Long, Seen>> seen = new HashMap<>();

  /// Takes a member's signature; what contradicts an earlier one of its own is evidence against it.
  public synchronized Optional<Equivocation> see(LogHead head, MemberSignature by) {
    Map<Long, Seen> ofMember = seen.get(by.member());
    if (ofMember == null) {
      if (seen.size() == MEMBERS_MAX) {
        seen.clear();
      }
      ofMember = newest();
      seen.put(by.member(), ofMember);
    }
    Seen before = ofMember.putIfAbsent(head.size(), new Seen(head, by));
    return before != null && Equivocation.contradict(before.head(), head)
        ? Optional.of(new Equivocation(by.member(), before.head(), before.by(), head, by))
        : Optional.empty();
  }

  /// Takes a head with all its signatures; the first contradiction is enough.
  public Optional<Equivocation> see(SignedHead head) {
    Optional<Equivocation> found = Optional.empty();
    for (MemberSignature each : head.signatures()) {
      Optional<Equivocation> one = see(head.head(), each);
      found = found.isPresent() ? found : one;
    }
    return found;
  }

  private static Map<Long, Seen> newest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
        return size() > REMEMBERED_MAX;
      }
    };
  }
}
