package kz.digitaltenge.ledger.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kz.digitaltenge.ledger.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsTest {
  /// RFC 4231 §4.2, 4.3, 4.4 and 4.7.
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0b, 20,  4869205468657265, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7
          4a656665, 1, 7768617420646f2079612077616e7420666f72206e6f7468696e673f, \
          5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
          aa, 20, dddddddddddddddddddddddddddddddddddddddddddddddddddd\
          dddddddddddddddddddddddddddddddddddddddddddddddd, \
          773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe
          aa, 131, 54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65\
          204b6579202d2048617368204b6579204669727374, \
          60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54
          """)
  void macsAreThoseOfTheStandard(String key, int times, String message, String mac) {
    assertThat(HmacSha256.keyedBy(hex(key.repeat(times))).mac(hex(message)))
        .asHexString()
        .isEqualToIgnoringCase(mac);
  }

  @Test
  void macsAreThoseOfTheJdk() {
    Property.holds(
        500,
        random -> {
          byte[] key = Property.bytes(random, random.nextInt(1, 200));
          byte[] head = Property.bytes(random, random.nextInt(100));
          byte[] tail = Property.bytes(random, random.nextInt(100));
          HmacSha256 hmac = HmacSha256.keyedBy(key);

          assertThat(hmac.mac(head, tail)).isEqualTo(macOfJdk(key, head, tail));
          assertThat(hmac.mac()).isEqualTo(macOfJdk(key));
        });
  }

  /// The expected bytes were computed with Python's `hmac` from the formulas of RFC 5869 §2.
  @Test
  void derivedSeedsArePinned() {
    Seed seed = Seed.of(hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

    assertThat(seed.derive("tag".getBytes(US_ASCII)).reveal())
        .asHexString()
        .isEqualToIgnoringCase("099d6abfdd9c9d8d23973cad4976ee2522f883f5b4a33abafbe3a202932c8ee8");
  }

  @Test
  void aSeedDoesNotShowItself() {
    assertThat(Seed.of(hex("ab".repeat(32)))).hasToString("Seed[secret]");
  }

  @Test
  void equalSeedsAreEqual() {
    Seed seed = Seed.of(hex("ab".repeat(32)));

    assertThat(seed).isEqualTo(Seed.of(seed.reveal())).hasSameHashCodeAs(Seed.of(seed.reveal()));
    assertThat(seed).isNotEqualTo(seed.derive());
  }

  @Test
  void aSeedHas32Bytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Seed.of(new byte[31]));
  }

  private static byte[] macOfJdk(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
