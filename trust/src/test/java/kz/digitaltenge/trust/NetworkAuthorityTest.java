package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamServer;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.api.task.Entropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkAuthorityTest {
  private static final Entropy ENTROPY = Entropy.from(new SecureRandom());

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();

  private NetworkAuthority made() {
    return NetworkAuthority.create(folder, "Test network", ENTROPY, clock);
  }

  @Test
  void aRootIsMadeOnceAndFoundAgain() {
    assertThat(NetworkAuthority.existsIn(folder)).isFalse();

    var made = NetworkAuthority.openOrCreate(folder, "Test network", ENTROPY, clock);
    var found = NetworkAuthority.openOrCreate(folder, "ignored", ENTROPY, clock);

    assertThat(found.root()).isEqualTo(made.root());
    assertThat(found.network()).isEqualTo("Test network");
    assertThat(found.fingerprint()).isEqualTo(made.fingerprint()).hasSize(64);
    assertThatIllegalStateException().isThrownBy(this::made);
  }

  @Test
  void aCertificateSaysWhoItsHolderIsAndWhereItIsCalled() throws Exception {
    var authority = made();

    var identity =
        authority.issue(CertificateRequest.node("HALYKZKX", "node.halyk.kz", "10.0.0.7"));

    X509Certificate certificate = identity.chain().getFirst();
    certificate.verify(authority.root().getPublicKey());
    assertThat(identity.self())
        .extracting(PeerIdentity::name, PeerIdentity::kind)
        .containsExactly("HALYKZKX", PeerIdentity.Kind.NODE);
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> name.get(1).toString())
        .contains("127.0.0.1", "localhost", "node.halyk.kz", "10.0.0.7");
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(identity.validUntil())
        .isEqualTo(clock.instant().plus(Duration.ofDays(365)).truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void anOperatorsCertificateSaysForWhomItActs() {
    var authority = made();

    PeerIdentity operator =
        authority.issue(CertificateRequest.operator("Aigul", "HALYKZKX")).self();

    assertThat(operator.name()).isEqualTo("Aigul");
    assertThat(operator.participant()).contains("HALYKZKX");
    assertThat(operator.isOperatorOf("HALYKZKX")).isTrue();
    assertThat(operator.isOperatorOf("ALTYKZKX")).isFalse();
    PeerIdentity node = authority.issue(CertificateRequest.node("HALYKZKX")).self();
    assertThat(node.isOperatorOf("HALYKZKX")).isFalse();
    assertThat(node.participant()).isEmpty();
  }

  @Test
  void anOperatorOfNobodyIsNotCertified() {
    for (String nobody : List.of("", "A,OU=NODE", " ")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CertificateRequest.operator("Aigul", nobody));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateRequest(PeerIdentity.Kind.OPERATOR, "Aigul", List.of()));
  }

  @Test
  void aCertificateIsValidForClocksThatAreBehind() throws Exception {
    var request = CertificateRequest.operator("Aigul", "HALYKZKX");
    var certificate = made().issue(request).chain().getFirst();

    certificate.checkValidity(Date.from(clock.instant().minus(Duration.ofMinutes(59))));
  }

  @Test
  void noTwoCertificatesShareASerialNumber() {
    var authority = made();

    var first = authority.issue(CertificateRequest.node("HALYKZKX")).chain().getFirst();
    var second = authority.issue(CertificateRequest.node("HALYKZKX")).chain().getFirst();

    assertThat(first.getSerialNumber()).isNotEqualTo(second.getSerialNumber()).isPositive();
  }

  @Test
  void namesThatCouldSayMoreThanANameAreRefused() {
    for (String name : List.of("", "A,OU=OPERATOR", "A+OU=OPERATOR", "A\n", " A", "x".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> CertificateRequest.node(name));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CertificateRequest.node("HALYKZKX", "a host"));
  }

  @Test
  void aDamagedAuthorityIsSaidSo() {
    made();
    Path file = folder.resolve("authority.pem");

    Damage.assertEachIsTold(
        file, () -> NetworkAuthority.open(folder, ENTROPY, clock), ErrorCode.KEY_FILE_CORRUPT);
  }

  @Test
  void nodesWithItsCertificatesReachEachOther() {
    var authority = made();
    var limits = StreamLimits.standard();
    try (var threads = NetworkThreads.start(1);
        var server =
            StreamServer.builder(
                    new Endpoint("localhost", 0),
                    authority.issue(CertificateRequest.notary("notary-1")),
                    limits,
                    threads)
                .service(
                    "notary",
                    PeerIdentity::isNode,
                    (peer, _, _) -> CompletableFuture.completedFuture(peer.name().getBytes(UTF_8)))
                .start();
        var client =
            new StreamClient(
                new StreamTarget(server.endpoint(), "notary-1", "notary"),
                authority.issue(CertificateRequest.node("HALYKZKX")),
                limits,
                threads)) {
      assertThat(client.call(1, new byte[0]).join()).asString().isEqualTo("HALYKZKX");
    }
  }
}
