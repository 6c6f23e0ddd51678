package kz.digitaltenge.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.participant.StatusAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankCertificatesTest {
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());

  @TempDir private Path folder = Path.of("");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private ParticipantAuthority authority;
  private BankCertificates certificates;
  private Path file;

  @BeforeEach
  void found() {
    authority =
        ParticipantAuthority.create(
            folder.resolve("authority"),
            "Test",
            new StatusAddress(URI.create("http://status.test:8080")),
            ENTROPY,
            clock);
    certificates = new BankCertificates(authority, new NodeId("HSBKKZKX"), "Halyk", clock);
    file = folder.resolve("client.key");
  }

  @AfterEach
  void close() {
    authority.close();
  }

  @Test
  void theSameKeyKeepsItsCertificate() {
    X509Certificate first = certificates.signature("client", keys());

    assertThat(certificates.signature("client", keys())).isEqualTo(first);
  }

  @Test
  void aRevokedKeyIsNeverCertifiedAgain() {
    KeyPair keys = keys();
    X509Certificate first = certificates.signature("client", keys);
    var _ = authority.revoke(first.getSerialNumber(), RevocationReason.KEY_COMPROMISE);

    KeyPair next = keys();

    assertThat(next.getPublic()).isNotEqualTo(keys.getPublic());
    assertThat(certificates.signature("client", next).getPublicKey()).isEqualTo(next.getPublic());
    assertThat(file.resolveSibling("client.key.revoked-" + first.getSerialNumber())).exists();
  }

  @Test
  void anIssuerThatEndsSoonIsAskedOnce() {
    X509Certificate issuer = authority.issuers().getFirst();
    now = issuer.getNotAfter().toInstant().minus(Duration.ofDays(7));

    X509Certificate last = certificates.signature("client", keys());

    assertThat(last.getNotAfter()).isBeforeOrEqualTo(issuer.getNotAfter());
  }

  private KeyPair keys() {
    return certificates.keys(file, ENTROPY);
  }
}
