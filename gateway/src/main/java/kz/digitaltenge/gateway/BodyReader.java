package kz.digitaltenge.gateway;

import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;

/// Reads the body of a request, within bounds of size and time.
final class BodyReader {
  private final Deadlines deadlines;
  private final Semaphore large = new Semaphore(GatewayLimits.REGISTERS_AT_ONCE_MAX);

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
    if (!large.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The door for registers",
              "limit",
              GatewayLimits.REGISTERS_AT_ONCE_MAX)
          .exception();
    }
    try {
      return read(request, GatewayLimits.REGISTER_SIZE_MAX_BYTES, GatewayLimits.REGISTER_PATIENCE);
    } finally {
      large.release();
    }
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
