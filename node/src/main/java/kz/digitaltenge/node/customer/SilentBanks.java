package kz.digitaltenge.node.customer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NodeId;

/// Banks that let somebody wait in vain: for some seconds the others are told so without waiting
/// for the same. Thread-safe.
final class SilentBanks {
  /// Whoever failed sooner than this held up nobody.
  static final Duration WAIT = Duration.ofSeconds(5);

  static final Duration PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Map<NodeId, Silence> silences = new ConcurrentHashMap<>();

  private record Silence(Instant since, Problem why) {}

  SilentBanks(InstantSource clock) {
    this.clock = clock;
  }

  /// Asks, unless the bank was silent just now.
  ///
  /// @throws PlatformException what the question throws, or what it threw just now
  <T> T ask(NodeId bank, Supplier<T> question) {
    Instant began = clock.instant();
    Silence silence = silences.get(bank);
    if (silence != null && isWithin(PAUSE, silence.since(), began)) {
      throw silence.why().exception();
    }
    try {
      T answer = question.get();
      silences.remove(bank);
      return answer;
    } catch (PlatformException e) {
      Instant now = clock.instant();
      if (isSilence(e.code()) && !isWithin(WAIT, began, now)) {
        silences.put(bank, new Silence(now, e.problem()));
      }
      throw e;
    }
  }

  /// A clock that was set back ends it too.
  private static boolean isWithin(Duration time, Instant from, Instant at) {
    return !at.isBefore(from) && at.isBefore(from.plus(time));
  }

  private static boolean isSilence(ErrorCode code) {
    return code == ErrorCode.PEER_SILENT || code == ErrorCode.PEER_UNAVAILABLE;
  }
}
