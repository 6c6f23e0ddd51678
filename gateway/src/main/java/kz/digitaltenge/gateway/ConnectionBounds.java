package kz.digitaltenge.gateway;

import java.time.Duration;

/// How many connections a gateway keeps, and how long one may take to say what it wants.
///
/// @param head from the moment a connection is taken until the first head on it is whole, TLS and
///   all
/// @param most in all
/// @param mostOfOne of one address; of IPv6, of the 64 bits that one subscriber has
public record ConnectionBounds(Duration head, int most, int mostOfOne) {
  public static final ConnectionBounds STANDARD =
      new ConnectionBounds(Duration.ofSeconds(10), 4_000, 1_000);

  /// A body is whole within milliseconds, so this many come at once only from who dribbles.
  private static final int BODIES_PART = 5;

  public ConnectionBounds {
    if (!head.isPositive() || most < 1 || mostOfOne < 1) {
      throw new IllegalArgumentException("bounds that let nobody in");
    }
  }

  /// Bodies that come from one address at once, far fewer than requests may be under way.
  int bodiesOfOne() {
    return Math.ceilDiv(mostOfOne, BODIES_PART);
  }
}
