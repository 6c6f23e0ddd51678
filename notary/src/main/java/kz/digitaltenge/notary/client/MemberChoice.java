package kz.digitaltenge.notary.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.stream.Link;

/// Which member is asked: the one that led last, as far as known; another when that one does not
/// answer or says that it does not lead.
final class MemberChoice {

  private final List<String> names;
  private final Map<String, Link> links;
  private final AtomicInteger chosen = new AtomicInteger();

  MemberChoice(Map<String, Link> links) {
    if (links.isEmpty()) {
      throw new IllegalArgumentException("the notary has no members");
    }
    this.links = Map.copyOf(links);
    this.names = new ArrayList<>(links.keySet());
  }

  int count() {
    return names.size();
  }

  /// The index of the member to ask now.
  int current() {
    return chosen.get();
  }

  Link link(int index) {
    return Objects.requireNonNull(links.get(names.get(index)));
  }

  /// Notes that a member did not serve; callers that asked the same one at the same time move on
  /// together.
  void avoid(int index, Optional<String> better) {
    int next = better.map(names::indexOf).filter(known -> known >= 0).orElse(-1);
    chosen.compareAndSet(index, next >= 0 && next != index ? next : (index + 1) % names.size());
  }
}
