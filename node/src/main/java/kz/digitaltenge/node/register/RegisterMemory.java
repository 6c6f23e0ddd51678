package kz.digitaltenge.node.register;

import java.time.Duration;
import java.time.InstantSource;

/// Forgets whom registers paid that ended long ago.
///
/// @param kept how long after its end a register keeps it
public record RegisterMemory(RegisterBook book, Duration kept, InstantSource clock) {
  /// As long as requests to pay are kept.
  public static final Duration KEPT = Duration.ofDays(90);

  /// Forgets all that is due. Killed in between, the next call goes on.
  public void forget() {
    boolean isOneLeft = true;
    while (isOneLeft) {
      isOneLeft = book.forget(clock.instant().minus(kept));
    }
  }
}
