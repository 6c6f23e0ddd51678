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

  public ConnectionBounds {
    if (!head.isPositive() || most < 1 || mostOfOne < 1) {
      throw new IllegalArgumentException("bounds that let nobody in");
    }
  }
}
