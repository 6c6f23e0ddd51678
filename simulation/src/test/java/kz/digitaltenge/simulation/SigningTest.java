package kz.digitaltenge.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Cheap signatures bind as real ones do, and nothing in a day depends on which are used.
class SigningTest {
  private static final byte[] MESSAGE = "pay 5 tenge".getBytes(UTF_8);

  private final HashSigning signing = new HashSigning();

  @ParameterizedTest
  @EnumSource(
      value = SchemeId.class,
      names = {"ED25519", "P256"})
  void aSignatureHoldsForItsKeyAndMessageOnly(SchemeId scheme) {
    Signer halyk = signing.signer(scheme, "Halyk");
    Signer kaspi = signing.signer(scheme, "Kaspi");
    SignatureBytes signature = halyk.sign(MESSAGE);

    assertThat(signing.verify(halyk.publicKey(), MESSAGE, signature)).isTrue();
    assertThat(signing.verify(kaspi.publicKey(), MESSAGE, signature)).isFalse();
    assertThat(signing.verify(halyk.publicKey(), "pay 6 tenge".getBytes(UTF_8), signature))
        .isFalse();
    assertThat(signing.verify(halyk.publicKey(), MESSAGE, flipped(signature))).isFalse();
  }

  private static SignatureBytes flipped(SignatureBytes signature) {
    byte[] bytes = signature.value().toArray();
    bytes[7] ^= 1;
    return new SignatureBytes(signature.scheme(), Bytes.of(bytes));
  }

  @Test
  void aDayWithRealSignaturesIsTheSameDay() {
    var cheap = new ArrayList<String>();
    var real = new ArrayList<String>();

    Simulator.play(3, 600, new HashSigning(), new Trace(cheap::add));
    SeedReport report = Simulator.play(3, 600, new RealSigning(), new Trace(real::add));

    assertThat(report.violation()).isEmpty();
    assertThat(report.payments()).isPositive();
    // Transactions have other names, since they name other keys.
    assertThat(real).hasSameSizeAs(cheap);
  }
}
