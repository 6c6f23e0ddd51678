package kz.digitaltenge.notary.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import kz.digitaltenge.api.stream.Link;
import org.jspecify.annotations.Nullable;

/// Which member is asked: the one that led last, as far as known; another when that one does not
/// answer or says that it does not lead.
///
/// The others may go on naming a leader that has fallen silent until they notice themselves. So a
/// silent member is passed over for a while even when it is named. Any thread may call.
final class MemberChoice {

  private static final int SUSPECTED_AFTER = 5;

  /// About as long as the members themselves take to choose another leader.
  private static final Duration PASSED_OVER = Duration.ofSeconds(2);

  private final Supplier<Map<String, Link>> links;
  private final InstantSource clock;
  private final AtomicReference<Asked> chosen;
  private volatile @Nullable Silence silence;

  /// Requests in a row that a member left without an answer.
  private final Map<String, Integer> unanswered = new ConcurrentHashMap<>();

  /// A member to ask.
  record Asked(String member, Link link) {}

  private record Silence(String member, Instant since) {}

  /// @param links the members by name, as the newest parameters known list them
  MemberChoice(Supplier<Map<String, Link>> links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
    this.chosen = new AtomicReference<>(of(names().getFirst()));
  }

  int count() {
    return links.get().size();
  }

  /// Every member.
  List<Asked> all() {
    return names().stream().map(this::of).toList();
  }

  /// The member to ask now.
  Asked current() {
    Asked current = Objects.requireNonNull(chosen.get());
    if (current.link().equals(links.get().get(current.member()))) {
      return current;
    }
    // It left the notary, or is to be found elsewhere now.
    chosen.compareAndSet(current, of(names().getFirst()));
    return Objects.requireNonNull(chosen.get());
  }

  /// The member so many places after the one to ask now.
  Asked after(int places) {
    List<String> names = names();
    return of(names.get((names.indexOf(current().member()) + places) % names.size()));
  }

  /// Notes that a member did not serve; callers that asked the same one at the same time move on
  /// together.
  ///
  /// @param better who serves according to it
  void avoid(Asked asked, Optional<String> better) {
    Map<String, Link> all = links.get();
    String next =
        better
            .filter(all::containsKey)
            .filter(name -> !name.equals(asked.member()) && !isPassedOver(name))
            .orElseGet(() -> next(asked.member()));
    chosen.compareAndSet(asked, of(next));
  }

  /// Notes that a member that is connected left a call without an answer.
  void silent(Asked asked) {
    silence = new Silence(asked.member(), clock.instant());
    unanswered.merge(asked.member(), 1, Integer::sum);
    avoid(asked, Optional.empty());
  }

  /// Notes that a member answered a request.
  void answered(Asked asked) {
    unanswered.remove(asked.member());
  }

  /// The member that leaves request after request without an answer. Why, nobody can tell from
  /// here: it may be dead, cut off from this node alone, or unwilling.
  Optional<String> suspicion() {
    return unanswered.entrySet().stream()
        .filter(each -> each.getValue() >= SUSPECTED_AFTER)
        .max(Map.Entry.comparingByValue())
        .map(
            each ->
                "%s left %d requests of this node in a row without an answer"
                    .formatted(each.getKey(), each.getValue()));
  }

  private String next(String member) {
    List<String> names = names();
    int at = names.indexOf(member);
    String next = names.get((at + 1) % names.size());
    return isPassedOver(next) ? names.get((at + 2) % names.size()) : next;
  }

  /// Counted in both directions, so that a clock that jumped back does not hold a member off.
  private boolean isPassedOver(String member) {
    Silence noted = silence;
    return noted != null
        && noted.member().equals(member)
        && Duration.between(noted.since(), clock.instant()).abs().compareTo(PASSED_OVER) < 0;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(links.get().keySet());
    if (names.isEmpty()) {
      throw new IllegalArgumentException("the notary has no members");
    }
    return names;
  }

  private Asked of(String member) {
    return new Asked(member, Objects.requireNonNull(links.get().get(member)));
  }
}
