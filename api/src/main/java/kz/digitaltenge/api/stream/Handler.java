package kz.digitaltenge.api.stream;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Answers the calls of one service.
@FunctionalInterface
public interface Handler {
  /// Called on a network thread: it must not wait. Work that takes longer than a lookup is handed
  /// to a task, and the future is completed from there, by any thread.
  ///
  /// A [PlatformException], thrown or completed with, reaches the caller as it is; any other
  /// exception reaches it as `INTERNAL_FAULT` without details and is logged here.
  ///
  /// The call's trace, if it has one, is the current one meanwhile ([Trace#carried] takes it to a
  /// task).
  ///
  /// @param peer who calls, proven by its certificate
  CompletableFuture<byte[]> handle(PeerIdentity peer, int kind, byte[] body);

  /// A handler that chooses by kind and answers `UNKNOWN_MESSAGE_KIND` for those it does not have.
  static Handler byKind(String service, Map<Integer, KindHandler> kinds) {
    var known = Map.copyOf(kinds);
    return (peer, kind, body) -> {
      KindHandler handler = known.get(kind);
      return handler != null
          ? handler.handle(peer, body)
          : CompletableFuture.failedFuture(
              Problem.of(ErrorCode.UNKNOWN_MESSAGE_KIND, "kind", kind, "service", service)
                  .exception());
    };
  }

  /// Answers the calls of one kind, under the same terms.
  @FunctionalInterface
  interface KindHandler {
    CompletableFuture<byte[]> handle(PeerIdentity peer, byte[] body);
  }
}
