package kz.digitaltenge.trust.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import kz.digitaltenge.ledger.codec.Bytes;

/// Where the status of certificates is asked for.
@FunctionalInterface
public interface StatusSource {
  /// Asks once.
  ///
  /// @param request DER of OCSP
  /// @return the answer's bytes, whatever they are
  /// @throws IOException when there is no answer in time
  Bytes ask(Bytes request) throws IOException;

  /// Asks by HTTP.
  static StatusSource over(HttpClient client, URI address, Duration patience) {
    return request -> {
      var post =
          HttpRequest.newBuilder(address)
              .timeout(patience)
              .header("Content-Type", "application/ocsp-request")
              .POST(BodyPublishers.ofByteArray(request.trusted()))
              .build();
      try {
        var answer =
            client.send(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), SIZE_MAX_BYTES));
        return Bytes.of(answer.body());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    };
  }

  /// Larger than any answer about one certificate.
  int SIZE_MAX_BYTES = 64 * 1024;
}
