package kz.digitaltenge.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.gateway.signing.AnsweringKeys;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.participant.RevocationReason;
import kz.digitaltenge.trust.signed.MessageCryptography;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What banks' gateways and programs are handed, as a process without the authority finds it.
final class GatewayPapersTest {
  private static final Entropy ENTROPY = new SystemEntropy();
  private static final InstantSource CLOCK = InstantSource.system();
  private static final NetworkPlan PLAN = new NetworkPlan(NetworkPlan.PORT_STANDARD, 1);
  private static final NodeId HALYK = new NodeId("HSBKKZKX");
  private static final NodeId KAZPOST = new NodeId("KPSTKZKA");

  @TempDir private Path root = Path.of("");
  private DataFolder folder;
  private ParticipantAuthority authority;

  @BeforeEach
  void handOut() {
    folder = new DataFolder(root);
    authority = GatewayPapers.authority(folder, PLAN, ENTROPY, CLOCK);
    handOutAgain();
  }

  @AfterEach
  void close() {
    authority.close();
  }

  private void handOutAgain() {
    new GatewayPapers(authority, folder, ENTROPY, CLOCK).handOut(PLAN);
  }

  @Test
  void aGatewayWithoutTheKeyOfItsCertificateDoesNotStart() throws IOException {
    GatewayFiles files = GatewayFiles.of(folder, HALYK);
    assertThat(files.tls().chain()).isNotEmpty();

    for (String name : List.of(GatewayFiles.ANSWERS, GatewayFiles.TLS)) {
      assertThat(files.keys(name).getPublic())
          .isEqualTo(files.chain(name).getFirst().getPublicKey());
      Path key = files.key(name);
      Files.delete(key);
      refused(ErrorCode.KEY_FILE_MISSING, () -> files.keys(name));
      assertThat(key).doesNotExist();

      var _ = ParticipantKeys.openOrCreate(key, KeyKind.P256, ENTROPY);
      refused(ErrorCode.KEY_FILE_CORRUPT, () -> files.keys(name));
    }
  }

  @Test
  void aGatewayThatRunsTakesItsNextCertificateAndNothingElse() throws IOException {
    GatewayFiles files = GatewayFiles.of(folder, HALYK);
    GatewayFiles others = GatewayFiles.of(folder, KAZPOST);
    Path file = files.certificate(GatewayFiles.TLS);
    TlsIdentity shown = files.tls();
    X509Certificate former = shown.chain().getFirst();
    byte[] good = Files.readAllBytes(file);

    assertThat(files.renew(shown, CLOCK)).as("nothing is new").isFalse();
    for (byte[] wrong :
        List.of(
            Files.readAllBytes(others.certificate(GatewayFiles.TLS)),
            Files.readAllBytes(files.certificate(GatewayFiles.ANSWERS)),
            Arrays.copyOf(Files.readAllBytes(others.certificate(GatewayFiles.TLS)), 900),
            new byte[0])) {
      Files.write(file, wrong);
      refused(ErrorCode.KEY_FILE_CORRUPT, () -> files.renew(shown, CLOCK));
    }
    Files.write(file, good);
    var papers = new GatewayPapers(authority, folder, ENTROPY, CLOCK);
    List<X509Certificate> both = papers.renewTls(plannedHalyk(), endpoint());
    byte[] key = Files.readAllBytes(files.key(GatewayFiles.TLS));
    Files.delete(files.key(GatewayFiles.TLS));
    refused(ErrorCode.KEY_FILE_MISSING, () -> files.renew(shown, CLOCK));
    assertThat(shown.chain().getFirst()).isEqualTo(former);
    Files.write(files.key(GatewayFiles.TLS), key);
    Files.setPosixFilePermissions(
        files.key(GatewayFiles.TLS), PosixFilePermissions.fromString("rw-------"));

    assertThat(files.renew(shown, CLOCK)).isTrue();

    assertThat(shown.chain().getFirst()).isEqualTo(both.getLast()).isNotEqualTo(former);
    assertThat(shown.chain().getFirst().getPublicKey()).isNotEqualTo(former.getPublicKey());
    assertThat(files.key(GatewayFiles.NEXT)).doesNotExist();
  }

  /// As a kill leaves it once the certificate is written: its key has not got its usual name yet.
  @Test
  void aGatewayWhoseRenewalWasInterruptedStartsWithTheNextCertificate() throws IOException {
    GatewayFiles files = GatewayFiles.of(folder, HALYK);
    Path former = files.place().resolve("former");
    Files.copy(files.key(GatewayFiles.TLS), former, StandardCopyOption.COPY_ATTRIBUTES);
    var papers = new GatewayPapers(authority, folder, ENTROPY, CLOCK);
    X509Certificate next = papers.renewTls(plannedHalyk(), endpoint()).getLast();
    Files.move(files.key(GatewayFiles.TLS), files.key(GatewayFiles.NEXT));
    Files.move(former, files.key(GatewayFiles.TLS));

    assertThat(files.tls().chain().getFirst()).isEqualTo(next);
    handOutAgain();
    assertThat(files.tls().chain().getFirst()).isEqualTo(next);
    assertThat(files.key(GatewayFiles.NEXT)).doesNotExist();
  }

  @Test
  void aGatewayThatRunsTakesTheNextKeyForAnswersOnceItsCertificateIsThere() throws IOException {
    GatewayFiles files = GatewayFiles.of(folder, HALYK);
    var shelf = new AnsweringShelf(files, ENTROPY, CLOCK, MessageCryptography.ofJdk());
    AnsweringKeys keys = shelf.keys(_ -> {});
    var papers = new GatewayPapers(authority, folder, ENTROPY, CLOCK);
    Instant from = CLOCK.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
    var made = papers.nextAnswering(plannedHalyk(), from);
    String name = AnsweringShelf.name(from);
    byte[] certificate = Files.readAllBytes(files.certificate(name));

    Files.delete(files.certificate(name));
    shelf.refresh(keys);
    assertThat(keys.told()).as("half of it").hasSize(1);
    Files.copy(
        GatewayFiles.of(folder, KAZPOST).certificate(GatewayFiles.ANSWERS),
        files.certificate(name));
    refused(ErrorCode.KEY_FILE_CORRUPT, () -> shelf.refresh(keys));
    assertThat(keys.told()).as("another bank's").hasSize(1);
    assertThat(shelf.keys(_ -> {}).told()).as("nor at a start").hasSize(1);
    Files.write(files.certificate(name), certificate);
    shelf.refresh(keys);
    shelf.refresh(keys);

    assertThat(made.isNew()).isTrue();
    assertThat(keys.told().getLast().key().certificate()).isEqualTo(made.certificate());
    assertThat(keys.told().getFirst().until()).contains(from);
    assertThat(keys.current().from()).isEqualTo(Instant.EPOCH);
    assertThat(BankFiles.of(folder, HALYK).gateway()).contains(made.certificate()).hasSize(2);
    // As whoever was killed before the programs were told.
    List<X509Certificate> all = BankFiles.of(folder, HALYK).gateway();
    BankFiles.of(folder, HALYK)
        .keepAnswering(List.of(keys.current().certificate(), keys.current().issuer()));
    assertThat(papers.nextAnswering(plannedHalyk(), from.plusSeconds(1)))
        .as("one waits")
        .isEqualTo(new GatewayPapers.Answering(from, made.certificate(), false));
    assertThat(BankFiles.of(folder, HALYK).gateway()).isEqualTo(all);
  }

  private static PlannedNode plannedHalyk() {
    return PLAN.nodes().stream()
        .filter(each -> each.node().equals(HALYK))
        .findFirst()
        .orElseThrow();
  }

  private static Endpoint endpoint() {
    return Endpoint.parse(PLAN.gatewayEndpoint(plannedHalyk()));
  }

  /// Where the former one is not revoked, what was signed with it is on its way.
  @Test
  void aCertificateOfAProgramIsKnownAfterTheNextOneWasHandedOutAndTheGatewayStartedAgain()
      throws IOException {
    BankFiles files = BankFiles.of(folder, KAZPOST);
    X509Certificate former = files.client();
    Files.delete(files.clientKey());
    handOutAgain();
    X509Certificate next = files.client();
    Files.writeString(files.place().resolve("client-x.crt"), "no certificate");

    var known = HandedCertificates.in(folder, KAZPOST);

    assertThat(next).isNotEqualTo(former);
    for (X509Certificate each : List.of(former, next)) {
      assertThat(known.find(IssuedCertificate.thumbprint(each)))
          .hasValueSatisfying(chain -> assertThat(chain.leaf()).isEqualTo(each));
    }
  }

  @Test
  void aProgramUnderTheNextIssuerIsFoundWhileAnswersAreUnderTheFormer() {
    BankFiles files = BankFiles.of(folder, HALYK);
    X509Certificate former = files.client();
    var _ = authority.rotateIssuer();
    var _ = authority.revoke(former.getSerialNumber(), RevocationReason.KEY_COMPROMISE);

    handOutAgain();

    X509Certificate client = files.client();
    assertThat(client.getIssuerX500Principal()).isNotEqualTo(former.getIssuerX500Principal());
    assertThat(files.gateway().getFirst().getIssuerX500Principal())
        .isEqualTo(former.getIssuerX500Principal());
    assertThat(HandedCertificates.in(folder, HALYK).find(IssuedCertificate.thumbprint(client)))
        .hasValueSatisfying(
            chain -> {
              assertThat(chain.leaf()).isEqualTo(client);
              assertThat(chain.issuer().getSubjectX500Principal())
                  .isEqualTo(client.getIssuerX500Principal());
            });
  }

  @Test
  void aCertificateThatWasHandedOutMeanwhileIsKnown() {
    var known = HandedCertificates.in(folder, HALYK);
    BankFiles files = BankFiles.of(folder, KAZPOST);
    var _ = authority.revoke(files.client().getSerialNumber(), RevocationReason.SUPERSEDED);

    handOutAgain();

    Hash next = IssuedCertificate.thumbprint(files.client());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(known.find(next)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----"})
  void whatAnotherBankLeftUnreadableIsPassedOver(String content) throws IOException {
    BankFiles own = BankFiles.of(folder, HALYK);
    BankFiles other = BankFiles.of(folder, KAZPOST);
    Hash others = IssuedCertificate.thumbprint(other.client());
    Files.writeString(other.place().resolve("client.crt"), content);

    var known = HandedCertificates.in(folder, HALYK);

    assertThat(known.find(IssuedCertificate.thumbprint(own.client()))).isPresent();
    assertThat(known.find(IssuedCertificate.thumbprint(own.gateway().getFirst()))).isEmpty();
    assertThat(known.find(others)).isEmpty();
    refused(ErrorCode.KEY_FILE_CORRUPT, () -> HandedCertificates.in(folder, KAZPOST));
  }

  private static void refused(ErrorCode code, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
