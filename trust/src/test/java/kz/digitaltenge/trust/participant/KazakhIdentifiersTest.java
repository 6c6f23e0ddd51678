package kz.digitaltenge.trust.participant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.MessageSigner;
import kz.digitaltenge.trust.stamp.TimeStamps;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The identifiers under which the country's authorities certify keys and roles, from what they
/// publish, beside those of TC 26 for the same mathematics: what we write has the first, and
/// BouncyCastle computes with the second. A table of its own, so that a slip in the code is seen.
class KazakhIdentifiersTest {
  private static final List<Row> GOST_2015_512 =
      List.of(
          new Row("key of 512 bits", "1.2.398.3.10.1.1.2.2", "1.2.643.7.1.1.1.2"),
          new Row("parameter set A", "1.2.398.3.10.1.1.2.2.1", "1.2.643.7.1.2.1.2.1"),
          new Row("digest Streebog-512", "1.2.398.3.10.1.3.3", "1.2.643.7.1.1.2.3"));
  private static final String SIGNATURE_WITH_STREEBOG_512 = "1.2.398.3.10.1.1.2.3.2";
  private static final String STAMPS_FOR_GOST_2015 = "1.2.398.3.3.2.6.4";
  private static final Map<KazakhRole, String> ROLES =
      new TreeMap<>(
          Map.of(
              KazakhRole.NATURAL_PERSON, "1.2.398.3.3.4.1.1",
              KazakhRole.LEGAL_ENTITY, "1.2.398.3.3.4.1.2",
              KazakhRole.FIRST_HEAD, "1.2.398.3.3.4.1.2.1",
              KazakhRole.RIGHT_TO_SIGN, "1.2.398.3.3.4.1.2.2",
              KazakhRole.RIGHT_TO_SIGN_FINANCIAL_DOCUMENTS, "1.2.398.3.3.4.1.2.3",
              KazakhRole.HR_OFFICER, "1.2.398.3.3.4.1.2.4",
              KazakhRole.EMPLOYEE, "1.2.398.3.3.4.1.2.5",
              KazakhRole.INFORMATION_SYSTEM, "1.2.398.3.3.4.1.2.6"));

  private final KeyPair keys = KeyKind.GOST_2015_512.make(AuthorityFixture.ENTROPY);

  @TempDir private Path folder = Path.of("");

  private record Row(String what, String kazakh, String tc26) {}

  @Test
  void aCertificateHasTheKazakhOnesAndTheKeyThatIsComputedWithThoseOfTc26() throws Exception {
    try (var fixture = new AuthorityFixture(folder)) {
      IssuedCertificate issued = fixture.signature("gost", "EURIKZKA", keys);

      var written =
          TBSCertificate.getInstance(issued.certificate().getTBSCertificate())
              .getSubjectPublicKeyInfo();
      assertThat(identifiers(written)).isEqualTo(GOST_2015_512.stream().map(Row::kazakh).toList());
      assertThat(identifiers(keys.getPublic()))
          .isEqualTo(GOST_2015_512.stream().map(Row::tc26).toList());
      assertThat(identifiers(KeyKind.GOST_2015_512.verifying(issued.certificate().getPublicKey())))
          .isEqualTo(GOST_2015_512.stream().map(Row::tc26).toList());
    }
  }

  @Test
  void aSignatureNamesTheKazakhOneOfItsAlgorithm() {
    try (var fixture = new AuthorityFixture(folder)) {
      IssuedCertificate issued = fixture.signature("gost", "EURIKZKA", keys);
      var signer =
          new MessageSigner(
              issued.certificate(), keys.getPrivate(), AuthorityFixture.ENTROPY, fixture.clock);
      String signed =
          signer.sign(
              new MessageDescription.Request(
                  "HSBKKZKX", "GET", "/v1/status", BoundFields.NONE, Hash.sha256(new byte[0])));

      String head = new String(Base64.getUrlDecoder().decode(signed.split("\\.", -1)[0]), UTF_8);
      assertThat(head).contains("\"alg\":\"" + SIGNATURE_WITH_STREEBOG_512 + "\"");
    }
  }

  @Test
  void rolesAndTimeStampsHaveTheirs() {
    var ours = new TreeMap<KazakhRole, String>();
    Stream.of(KazakhRole.values()).forEach(role -> ours.put(role, role.identifier()));

    assertThat(ours).isEqualTo(ROLES);
    assertThat(TimeStamps.POLICY).isEqualTo(STAMPS_FOR_GOST_2015);
  }

  private static List<String> identifiers(PublicKey key) {
    return identifiers(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  /// Of the key, its parameters and its digest.
  private static List<String> identifiers(SubjectPublicKeyInfo key) {
    var parameters = ASN1Sequence.getInstance(key.getAlgorithm().getParameters());
    return Stream.concat(
            Stream.of((ASN1Encodable) key.getAlgorithm().getAlgorithm()),
            Stream.of(parameters.toArray()))
        .map(Object::toString)
        .toList();
  }
}
