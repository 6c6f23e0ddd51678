package kz.digitaltenge.api.stream;

import java.util.concurrent.CompletableFuture;

/// The way to one service of one peer.
///
/// The port that callers depend on: [StreamClient] in production, a direct one in a simulation.
@FunctionalInterface
public interface Link {
  /// Asks the peer. May be called from any thread and never blocks. `body` must not be changed
  /// afterwards.
  ///
  /// The future fails with a [PlatformException]. Its category tells what may have happened: `BUSY`
  /// and `UNAVAILABLE` mean that the peer never saw the call, `UNKNOWN_OUTCOME` that it may have,
  /// anything else is the peer's own answer. It may be completed on a network thread: dependants
  /// must be short and must not wait.
  ///
  /// @param kind what the body is, as the service defines it; above 0
  CompletableFuture<byte[]> call(int kind, byte[] body);
}
