package kz.digitaltenge.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import org.bouncycastle.asn1.x509.CRLReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A network's certificates are renewed and revoked by its authority.
final class NetworkRevocationsTest {
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());
  private static final BigInteger ONE = BigInteger.valueOf(0xABCDEF);
  private static final BigInteger OTHER = BigInteger.TWO.pow(127);

  @TempDir private Path root;
  private final TestClock clock = new TestClock();
  private NetworkAuthority authority;
  private Path list;

  @BeforeEach
  void makeNetwork() {
    authority = NetworkAuthority.create(root.resolve("authority"), "Test network", ENTROPY, clock);
    list = root.resolve("network.crl");
  }

  private String outcome() {
    try {
      return read().serials().toString();
    } catch (PlatformException e) {
      return e.code().name();
    }
  }

  private NetworkRevocations read() {
    return NetworkRevocations.read(list, authority.root());
  }

  @Test
  void aListGrowsAndKeepsTheFirstTimeOfEach() {
    assertThat(read().revoked()).isEmpty();
    Instant first = clock.instant();
    authority.revoke(ONE, CRLReason.keyCompromise, list);
    clock.advance(Duration.ofDays(400));
    authority.revoke(OTHER, CRLReason.keyCompromise, list);

    authority.revoke(ONE, CRLReason.keyCompromise, list);

    assertThat(read().serials()).containsExactlyInAnyOrder(ONE, OTHER);
    assertThat(read().revoked())
        .hasEntrySatisfying(
            ONE,
            revoked -> {
              assertThat(revoked.at()).isBetween(first.minusSeconds(1), first);
              assertThat(revoked.reason()).isEqualTo(CRLReason.keyCompromise);
            });
  }

  @Test
  void aStockToolReadsIt() {
    OpenSsl.require();
    authority.revoke(ONE, CRLReason.keyCompromise, list);

    assertThat(
            OpenSsl.run("crl", "-inform", "DER", "-in", list.toString(), "-noout", "-text")
                .output())
        .contains("ABCDEF", "Key Compromise", "Root of Test network");
  }

  @Test
  void aDamagedListAndOneOfAnotherNetworkAreSaidSo() throws IOException {
    authority.revoke(ONE, CRLReason.keyCompromise, list);
    var other = NetworkAuthority.create(root.resolve("other"), "Test network", ENTROPY, clock);

    assertThat(Damage.codeOf(() -> NetworkRevocations.read(list, other.root())))
        .isEqualTo(ErrorCode.KEY_FILE_CORRUPT);
    assertThat(Damage.codeOf(() -> other.revoke(OTHER, CRLReason.keyCompromise, list)))
        .isEqualTo(ErrorCode.KEY_FILE_CORRUPT);
    byte[] whole = Files.readAllBytes(list);
    for (int at = 0; at < whole.length; at++) {
      byte[] spoiled = whole.clone();
      spoiled[at] ^= 1;
      Files.write(list, spoiled);
      // A bit of the signature's frame means nothing, and what was signed is read as it was.
      assertThat(outcome()).as("byte %d", at).isIn("KEY_FILE_CORRUPT", Set.of(ONE).toString());
    }
    Files.write(list, Arrays.copyOf(whole, whole.length / 2));
    assertThat(Damage.codeOf(this::read)).isEqualTo(ErrorCode.KEY_FILE_CORRUPT);
  }

  @Test
  void aRenewedCertificateIsForTheSameHolderAndHostsWithAnotherKey() throws Exception {
    var folder = new TlsFolder(root.resolve("halyk"), clock);
    List<String> hosts = List.of("10.0.0.7", "2001:db8::1", "node.halyk.kz");
    TlsIdentity first =
        folder.loadOrIssue(
            authority, CertificateRequest.node("HALYKZKX", hosts.toArray(String[]::new)));
    clock.advance(Duration.ofDays(300));

    X509Certificate former = folder.renew(authority);

    TlsIdentity next = folder.load();
    X509Certificate certificate = next.chain().getFirst();
    assertThat(former).isEqualTo(first.chain().getFirst());
    assertThat(next.self().name()).isEqualTo("HALYKZKX");
    assertThat(certificate.getPublicKey()).isNotEqualTo(former.getPublicKey());
    assertThat(certificate.getSerialNumber()).isNotEqualTo(former.getSerialNumber());
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrderElementsOf(former.getSubjectAlternativeNames());
    assertThat(next.validUntil()).isAfter(first.validUntil());
    assertThat(first.renew(next)).isTrue();
  }

  @Test
  void anotherNetworksAuthorityRenewsNothing() {
    var folder = new TlsFolder(root.resolve("halyk"), clock);
    var kept = folder.loadOrIssue(authority, CertificateRequest.operator("Aigul", "HALYKZKX"));
    var other = NetworkAuthority.create(root.resolve("other"), "Test network", ENTROPY, clock);

    assertThat(Damage.codeOf(() -> folder.renew(other))).isEqualTo(ErrorCode.DATA_OF_OTHER_NETWORK);

    assertThat(folder.load().chain()).isEqualTo(kept.chain());
    folder.renew(authority);
    assertThat(folder.load().self().participant()).hasValue("HALYKZKX");
  }
}
