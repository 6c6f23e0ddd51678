package kz.digitaltenge.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a client is made of.
///
/// @param gateway such as `https://127.0.0.1:7415`
/// @param bank whose gateway it is, by its identifier (BIC)
/// @param credentials what requests are signed with
/// @param connection what the program connects with, of the same participant
/// @param language in which problems are told: `en`, `ru` or `kk`
/// @param random of nonces and pauses
public record ClientSetting(
    URI gateway,
    String bank,
    Credentials credentials,
    ConnectionCredentials connection,
    GatewayTrust trust,
    Patience patience,
    String language,
    InstantSource clock,
    SecureRandom random) {
  public ClientSetting {
    if (!connection.participant().equals(credentials.participant())) {
      throw new IllegalArgumentException(
          "requests signed by %s need a connection of %s, not of %s"
              .formatted(
                  credentials.participant(), credentials.participant(), connection.participant()));
    }
  }

  /// From a folder as the sandbox hands it out, named after the bank: `client.key`, `client.crt`,
  /// `tls.key`, `tls.crt` and `gateway.crt` with their issuers', `root.crt`, `gateway.url`.
  ///
  /// @throws UncheckedIOException when a file cannot be read
  /// @throws IllegalArgumentException when one holds something else
  public static ClientSetting of(Path folder, InstantSource clock, SecureRandom random) {
    X509Certificate own = PemFiles.certificates(folder.resolve("client.crt")).getFirst();
    List<X509Certificate> chain = PemFiles.certificates(folder.resolve("gateway.crt"));
    if (chain.size() < 2 || chain.size() % 2 > 0) {
      throw new IllegalArgumentException(folder + "/gateway.crt lacks its issuer's certificate");
    }
    try {
      return new ClientSetting(
          URI.create(Files.readString(folder.resolve("gateway.url")).strip()),
          String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
          new Credentials(own, PemFiles.privateKey(folder.resolve("client.key"), own)),
          connection(folder),
          new GatewayTrust(
              PemFiles.certificates(folder.resolve("root.crt")).getFirst(),
              chains(chain),
              Optional.empty()),
          Patience.STANDARD,
          "en",
          clock,
          random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConnectionCredentials connection(Path folder) {
    List<X509Certificate> chain = PemFiles.certificates(folder.resolve("tls.crt"));
    return new ConnectionCredentials(
        chain, PemFiles.privateKey(folder.resolve("tls.key"), chain.getFirst()));
  }

  /// Certificate and issuer in turn.
  private static List<GatewayTrust.AnsweringChain> chains(List<X509Certificate> certificates) {
    return IntStream.range(0, certificates.size() / 2)
        .mapToObj(
            i ->
                new GatewayTrust.AnsweringChain(
                    certificates.get(2 * i), certificates.get(2 * i + 1)))
        .toList();
  }

  public ClientSetting with(Patience other) {
    return new ClientSetting(
        gateway, bank, credentials, connection, trust, other, language, clock, random);
  }
}
