package kz.digitaltenge.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.reflect.Method;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;

/// The provider that runs in production; the module itself does not depend on it.
final class CorrettoSignaturesTest extends SignaturesConformance {
  private static final AmazonCorrettoCryptoProvider CORRETTO =
      AmazonCorrettoCryptoProvider.INSTANCE;
  private static final Seed SEED = Seed.of(new byte[32]);

  @Override
  JcaSignatures signatures() {
    return JcaSignatures.ofJdk()
        .with(SchemeId.ED25519, CORRETTO)
        .with(SchemeId.P256, CORRETTO)
        .with(SchemeId.ML_DSA_65, CORRETTO);
  }

  @Override
  Ed25519Keys keys() {
    return new Ed25519Keys(signatures(), CorrettoSignaturesTest::publicKeyOf);
  }

  /// Its private key knows the public one, by a public method of a class that is not.
  private static java.security.PublicKey publicKeyOf(PrivateKey privateKey) {
    try {
      Method method = privateKey.getClass().getMethod("getPublicKey");
      method.setAccessible(true);
      return (java.security.PublicKey) method.invoke(privateKey);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Corretto hides the public key", e);
    }
  }

  @Test
  void itAndTheJdkBelieveEachOther() {
    JcaSignatures jdk = JcaSignatures.ofJdk();
    byte[] message = {1, 2, 3};
    Signer ours = p256();

    assertThat(CORRETTO.getLoadingError()).isNull();
    assertThat(jdk.verify(ours.publicKey(), message, ours.sign(message))).isTrue();
    assertThat(new Ed25519Keys(signatures(), PublicKeyDerivation.ofJdk()).publicKey(SEED))
        .isEqualTo(keys().publicKey(SEED))
        .isEqualTo(Ed25519Keys.ofJdk().publicKey(SEED));
  }
}
