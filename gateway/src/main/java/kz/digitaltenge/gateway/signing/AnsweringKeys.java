package kz.digitaltenge.gateway.signing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.trust.signed.MessageDescription;

/// The keys that a bank's gateway signs answers and notifications with. Any thread may call.
///
/// One signs at a time. The next one is told of before it begins, so that programs believe it when
/// it does, and the former one for a day after, since what it signed is still on its way.
public final class AnsweringKeys {
  /// How long a key is told of that does not sign any more.
  public static final Duration FORMER = Duration.ofDays(1);

  private final KeyMaker maker;
  private final InstantSource clock;

  @GuardedBy("this")
  private final List<AnsweringKey> keys;

  /// Makes the next key, and keeps it for later starts.
  @FunctionalInterface
  public interface KeyMaker {
    /// One that signs from a time on.
    AnsweringKey make(Instant from);
  }

  /// A key of the list that is told.
  ///
  /// @param until when the next one takes its place
  public record Told(AnsweringKey key, Optional<Instant> until) {}

  /// With the keys that were kept.
  ///
  /// @param kept at least one, of which one signs now
  public AnsweringKeys(List<AnsweringKey> kept, KeyMaker maker, InstantSource clock) {
    this.keys = new ArrayList<>(kept);
    this.maker = maker;
    this.clock = clock;
    keys.sort(Comparator.comparing(AnsweringKey::from));
    if (keys.isEmpty() || keys.getFirst().from().isAfter(clock.instant())) {
      throw new IllegalArgumentException("no key signs now");
    }
  }

  /// The value of a message's signature field, by the key of now.
  public String sign(MessageDescription description) {
    return current().signer().sign(description);
  }

  /// The key that signs now.
  public synchronized AnsweringKey current() {
    Instant now = clock.instant();
    return keys.reversed().stream()
        .filter(key -> !key.from().isAfter(now))
        .findFirst()
        .orElseThrow();
  }

  /// What is to be believed now, the oldest first.
  public synchronized List<Told> told() {
    Instant now = clock.instant();
    var told = new ArrayList<Told>();
    for (int i = 0; i < keys.size(); i++) {
      Optional<Instant> until =
          i + 1 < keys.size() ? Optional.of(keys.get(i + 1).from()) : Optional.empty();
      if (until.isEmpty() || now.isBefore(until.get().plus(FORMER))) {
        told.add(new Told(keys.get(i), until));
      }
    }
    return told;
  }

  /// Whether one is known that signs from this time on.
  public synchronized boolean knows(Instant from) {
    return keys.stream().anyMatch(key -> key.from().equals(from));
  }

  /// Takes one that somebody else made and kept; one that is known by its time already stays.
  public synchronized void take(AnsweringKey made) {
    if (!knows(made.from())) {
      keys.add(made);
      keys.sort(Comparator.comparing(AnsweringKey::from));
    }
  }

  /// Makes a key that signs from a time on, unless one waits already.
  public synchronized void rotate(Instant from) {
    if (!keys.getLast().from().isAfter(clock.instant())) {
      keys.add(maker.make(from));
    }
  }
}
