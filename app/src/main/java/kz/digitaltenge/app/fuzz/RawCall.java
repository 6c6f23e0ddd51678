package kz.digitaltenge.app.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;

/// Bytes that are hardly HTTP, over a connection of their own.
///
/// @param tls trusts the gateway
record RawCall(SSLContext tls, URI gateway) {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int ANSWER_SIZE_MAX = 1 << 20;

  /// A question's bytes, some of them changed, without a good signature.
  static byte[] bytes(RandomGenerator dice, Question question) {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nIdempotency-Key: %s\r\nJWS-Signature: e30..%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(
                question.method(),
                question.target(),
                question.fields().contentType(),
                question.fields().idempotencyKey(),
                "A".repeat(dice.nextInt(5_000)),
                question.body().size());
    byte[] start = head.getBytes(US_ASCII);
    for (int times = dice.nextInt(6); times > 0; times--) {
      start[dice.nextInt(start.length)] = (byte) dice.nextInt(256);
    }
    byte[] whole = Arrays.copyOf(start, start.length + question.body().size());
    System.arraycopy(question.body().toArray(), 0, whole, start.length, question.body().size());
    return dice.nextInt(8) == 0 ? Arrays.copyOf(whole, dice.nextInt(whole.length)) : whole;
  }

  /// What comes back; empty when the connection just ends.
  ///
  /// @throws SocketTimeoutException when nothing comes and the connection does not end
  Optional<String> send(byte[] bytes) throws SocketTimeoutException {
    try (var socket = tls.getSocketFactory().createSocket(gateway.getHost(), gateway.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException _) {
        // The gateway has heard enough; what it said is still to be read.
      }
      String said = new String(socket.getInputStream().readNBytes(ANSWER_SIZE_MAX), ISO_8859_1);
      return Optional.of(said).filter(text -> !text.isEmpty());
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SSLException | SocketException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
