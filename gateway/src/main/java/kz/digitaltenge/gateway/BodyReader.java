package kz.digitaltenge.gateway;

import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;

/// Reads the body of a request, within bounds of size and time.
final class BodyReader {
  private final Deadlines deadlines;

  BodyReader(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /// @throws PlatformException `MESSAGE_TOO_LARGE`, or `MALFORMED_REQUEST` when it does not come in
  ///   time; the connection is of no more use then
  Bytes read(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return Bytes.empty();
    }
    byte[] body;
    try (var _ = deadlines.begin();
        InputStream from = request.content().inputStream()) {
      body = from.readNBytes(GatewayLimits.BODY_SIZE_MAX_BYTES + 1);
    } catch (RequestException _) {
      throw tooLarge(GatewayLimits.BODY_SIZE_MAX_BYTES + 1L);
    } catch (IOException | UncheckedIOException _) {
      throw Malformed.body("it was not here within " + deadlines.patience().toMillis() + " ms");
    }
    if (body.length > GatewayLimits.BODY_SIZE_MAX_BYTES) {
      throw tooLarge(body.length);
    }
    return Bytes.of(body);
  }

  static PlatformException tooLarge(long size) {
    return Problem.of(
            ErrorCode.MESSAGE_TOO_LARGE, "size", size, "limit", GatewayLimits.BODY_SIZE_MAX_BYTES)
        .exception();
  }
}
