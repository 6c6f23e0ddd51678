package kz.digitaltenge.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.participant.RevocationReason;
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
  private static final NetworkPlan PLAN = new NetworkPlan(NetworkPlan.PORT_STANDARD, 1);
  private static final NodeId HALYK = new NodeId("HSBKKZKX");
  private static final NodeId KAZPOST = new NodeId("KPSTKZKA");

  @TempDir private Path root = Path.of("");
  private DataFolder folder;
  private ParticipantAuthority authority;

  @BeforeEach
  void handOut() {
    folder = new DataFolder(root);
    authority = GatewayPapers.authority(folder, PLAN, ENTROPY, InstantSource.system());
    handOutAgain();
  }

  @AfterEach
  void close() {
    authority.close();
  }

  private void handOutAgain() {
    new GatewayPapers(authority, folder, ENTROPY, InstantSource.system()).handOut(PLAN);
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
