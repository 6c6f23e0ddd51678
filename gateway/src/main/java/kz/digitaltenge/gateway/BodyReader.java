package kz.digitaltenge.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;

/// Reads the body of a request, within bounds of size and time.
final class BodyReader implements AutoCloseable {
  private final Duration patience;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway deadlines").factory());

  BodyReader(Duration patience) {
    this.patience = patience;
  }

  /// @throws PlatformException `MESSAGE_TOO_LARGE`, or `MALFORMED_REQUEST` when it does not come in
  ///   time; the connection is of no more use then
  Bytes read(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return Bytes.empty();
    }
    var reading = new Reading(Thread.currentThread());
    var deadline = deadlines.schedule(reading::expire, patience.toMillis(), TimeUnit.MILLISECONDS);
    byte[] body;
    try (InputStream from = request.content().inputStream()) {
      body = from.readNBytes(GatewayLimits.BODY_SIZE_MAX_BYTES + 1);
    } catch (RequestException _) {
      throw tooLarge(GatewayLimits.BODY_SIZE_MAX_BYTES + 1L);
    } catch (IOException | UncheckedIOException _) {
      throw Malformed.body("it was not here within " + patience.toMillis() + " ms");
    } finally {
      var _ = deadline.cancel(false);
      reading.end();
    }
    if (body.length > GatewayLimits.BODY_SIZE_MAX_BYTES) {
      throw tooLarge(body.length);
    }
    return Bytes.of(body);
  }

  @Override
  public void close() {
    var _ = deadlines.shutdownNow();
  }

  static PlatformException tooLarge(long size) {
    return Problem.of(
            ErrorCode.MESSAGE_TOO_LARGE, "size", size, "limit", GatewayLimits.BODY_SIZE_MAX_BYTES)
        .exception();
  }

  /// One reading, which an interrupt ends: the server gives no other means to end it in time.
  private static final class Reading {
    private final Thread reader;

    @GuardedBy("this")
    private boolean ended;

    Reading(Thread reader) {
      this.reader = reader;
    }

    synchronized void expire() {
      if (!ended) {
        reader.interrupt();
      }
    }

    synchronized void end() {
      ended = true;
      // It was for the reading only.
      var _ = Thread.interrupted();
    }
  }
}
