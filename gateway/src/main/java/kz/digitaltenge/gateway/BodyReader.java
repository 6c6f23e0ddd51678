package kz.digitaltenge.gateway;

import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;

/// Reads the body of a request, within bounds of size and time.
final class BodyReader {
  private final Deadlines deadlines;

  /// Whose large bodies are being read.
  private final Set<InetAddress> large = ConcurrentHashMap.newKeySet();

  private final Semaphore places = new Semaphore(GatewayLimits.REGISTERS_AT_ONCE_MAX);

  BodyReader(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /// @param isRegister whether it may be large
  /// @throws PlatformException `MESSAGE_TOO_LARGE`, `OVERLOADED` while others' large ones come, or
  ///   `MALFORMED_REQUEST` when it does not come in time; the connection is of no more use then
  Bytes read(ServerRequest request, boolean isRegister) {
    if (!request.content().hasEntity()) {
      return Bytes.empty();
    }
    return isRegister
        ? readLarge(request)
        : read(request, GatewayLimits.BODY_SIZE_MAX_BYTES, deadlines.patience());
  }

  private Bytes readLarge(ServerRequest request) {
    InetAddress origin = Connections.origin(request.remotePeer().address());
    if (!large.add(origin)) {
      throw full("The door for registers of one address", 1);
    }
    try {
      if (!places.tryAcquire()) {
        throw full("The door for registers", GatewayLimits.REGISTERS_AT_ONCE_MAX);
      }
      try {
        return read(
            request, GatewayLimits.REGISTER_SIZE_MAX_BYTES, GatewayLimits.REGISTER_PATIENCE);
      } finally {
        places.release();
      }
    } finally {
      var _ = large.remove(origin);
    }
  }

  private static PlatformException full(String queue, int limit) {
    return Problem.of(ErrorCode.OVERLOADED, "queue", queue, "limit", limit).exception();
  }

  private Bytes read(ServerRequest request, int limit, Duration patience) {
    // Told at once where it is said; what comes in chunks is only seen when it comes.
    request
        .headers()
        .contentLength()
        .ifPresent(
            length -> {
              if (length > limit) {
                throw tooLarge(length, limit);
              }
            });
    byte[] body;
    try (var _ = deadlines.begin(patience);
        InputStream from = request.content().inputStream()) {
      body = from.readNBytes(limit + 1);
    } catch (RequestException _) {
      throw tooLarge(limit + 1L, limit);
    } catch (IOException | UncheckedIOException _) {
      throw Malformed.body("it was not here within " + patience.toMillis() + " ms");
    }
    if (body.length > limit) {
      throw tooLarge(body.length, limit);
    }
    // Nobody else has the array.
    return Bytes.ofTrusted(body);
  }

  static PlatformException tooLarge(long size, int limit) {
    return Problem.of(ErrorCode.MESSAGE_TOO_LARGE, "size", size, "limit", limit).exception();
  }
}
