package kz.digitaltenge.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JdkSignaturesTest extends SignaturesConformance {
  @Override
  JcaSignatures signatures() {
    return JcaSignatures.ofJdk();
  }

  @Override
  Ed25519Keys keys() {
    return Ed25519Keys.ofJdk();
  }

  @Test
  void aProviderThatDisagreesDoesNotStart() {
    var credulous = JcaSignatures.ofJdk().with(SchemeId.ED25519, new CredulousProvider());

    assertThatExceptionOfType(ProviderDisagreesException.class)
        .isThrownBy(credulous::selfTest)
        .withMessageContaining("Credulous accepts what must be refused: another message");
  }

  @Test
  void aDerivationThatDisagreesDoesNotStart() throws GeneralSecurityException {
    var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    var wrong = new Ed25519Keys(JcaSignatures.ofJdk(), _ -> stranger);

    assertThatExceptionOfType(ProviderDisagreesException.class).isThrownBy(wrong::selfTest);
  }

  @Test
  void keysOfOtherSchemesAreRefused() throws GeneralSecurityException {
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
    var x25519 = KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic();
    var ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic();
    var mlDsa87 = KeyPairGenerator.getInstance("ML-DSA-87").generateKeyPair().getPublic();
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    var p384 = generator.generateKeyPair().getPublic();

    for (var key : new java.security.PublicKey[] {rsa, x25519, ed448, mlDsa87, p384}) {
      assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(key));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 31", "1, 33", "2, 32", "2, 33", "2, 65", "3, 1951", "0, 32", "4, 32", "24, 32"})
  void keysOfAnotherShapeAreMalformed(int scheme, int sizeBytes) {
    byte[] input = new CborWriter().array(2).uint(scheme).bytes(new byte[sizeBytes]).toBytes();

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> PublicKey.readFrom(new CborReader(input)));
  }

  @ParameterizedTest
  @CsvSource({"1, 63", "1, 65", "2, 70", "3, 64", "0, 64", "4, 64"})
  void signaturesOfAnotherShapeAreMalformed(int scheme, int sizeBytes) {
    byte[] input = new CborWriter().array(2).uint(scheme).bytes(new byte[sizeBytes]).toBytes();

    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> SignatureBytes.readFrom(new CborReader(input)));
  }

  @Test
  void aValueOfAnotherSizeIsNoKeyAndNoSignature() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PublicKey(SchemeId.ED25519, Bytes.of(new byte[31])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PublicKey(SchemeId.P256, Bytes.of(new byte[33])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignatureBytes(SchemeId.P256, Bytes.of(new byte[65])));
  }
}
