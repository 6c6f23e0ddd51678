package kz.digitaltenge.trust;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that the test moves. It starts now, for TLS itself looks at the machine's clock.
public final class TestClock implements InstantSource {
  private Instant now = Instant.now();

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }
}
