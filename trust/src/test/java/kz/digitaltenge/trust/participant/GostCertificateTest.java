package kz.digitaltenge.trust.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import kz.digitaltenge.trust.KeyKind;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys as the national authority certifies them.
class GostCertificateTest {
  private final KeyPair keys = KeyKind.GOST_2015_512.make(AuthorityFixture.ENTROPY);

  @TempDir private Path folder = Path.of("");

  @Test
  void theCertificateHasTheKazakhIdentifiersAndTheSamePoint() throws Exception {
    try (var fixture = new AuthorityFixture(folder)) {
      IssuedCertificate issued = fixture.signature("gost", "EURIKZKA", keys);

      PublicKey certified = issued.certificate().getPublicKey();
      var info = SubjectPublicKeyInfo.getInstance(certified.getEncoded());
      assertThat(info.getAlgorithm().getAlgorithm()).hasToString("1.2.398.3.10.1.1.2.2");
      assertThat(ASN1Sequence.getInstance(info.getAlgorithm().getParameters()).toArray())
          .extracting(Object::toString)
          .containsExactly("1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3");
      assertThat(KeyKind.of(certified)).contains(KeyKind.GOST_2015_512);
      assertThat(KeyKind.GOST_2015_512.verifying(certified)).isEqualTo(keys.getPublic());
      assertThat(KeyKind.GOST_2015_512.match(keys.getPrivate(), certified)).isTrue();
      issued.certificate().verify(fixture.authority.issuers().getFirst().getPublicKey());
    }
  }

  @Test
  void theSameKeyUnderEitherIdentifiersIsTheSameRequest() {
    try (var fixture = new AuthorityFixture(folder)) {
      IssuedCertificate first = fixture.signature("gost", "EURIKZKA", keys);

      var again = new KeyPair(first.certificate().getPublicKey(), keys.getPrivate());
      assertThat(fixture.signature("gost", "EURIKZKA", again)).isEqualTo(first);
    }
  }

  @Test
  void anotherKeysSignatureDoesNotMatch() throws Exception {
    KeyPair other = KeyKind.GOST_2015_512.make(AuthorityFixture.ENTROPY);

    assertThat(KeyKind.GOST_2015_512.match(other.getPrivate(), keys.getPublic())).isFalse();
  }

  @Test
  void aKeyIsReadBackFromItsFile() {
    Path file = folder.resolve("client.key");
    KeyPair made =
        ParticipantKeys.openOrCreate(file, KeyKind.GOST_2015_512, AuthorityFixture.ENTROPY);

    assertThat(
            ParticipantKeys.openOrCreate(file, KeyKind.P256, AuthorityFixture.ENTROPY).getPublic())
        .isEqualTo(made.getPublic());
  }

  @Test
  void itIsForSignaturesAlone() {
    assertThatThrownBy(
            () ->
                new IssueRequest(
                    "tls",
                    CertificateKind.TLS,
                    SubjectName.of("EURIKZKA", "Bank"),
                    keys.getPublic(),
                    List.of("localhost"),
                    List.of(),
                    Duration.ofDays(1)))
        .hasMessage("GOST keys are for signatures");
  }
}
