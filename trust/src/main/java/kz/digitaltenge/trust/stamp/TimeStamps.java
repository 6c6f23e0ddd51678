package kz.digitaltenge.trust.stamp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// Where time stamps are asked for. Blocking; any thread may call.
@FunctionalInterface
public interface TimeStamps {
  /// The policy that the country's authorities stamp under.
  String POLICY = "1.2.398.3.3.2.6.4";

  /// Asks once.
  ///
  /// @param digest SHA-256 of what is to be stamped, which nobody else sees
  /// @return a token, DER; that it is signed by somebody trusted is not looked at here
  /// @throws IOException when there is no answer in time, or none that is a token for this question
  Bytes stamp(Hash digest) throws IOException;

  /// Asks an authority by HTTP (RFC 3161 section 3.4).
  static TimeStamps over(HttpClient client, URI address, Duration patience, Entropy entropy) {
    return new HttpTimeStamps(client, address, patience, entropy);
  }
}
