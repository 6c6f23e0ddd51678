package kz.digitaltenge.ledger.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every choice of providers must do; each choice is a subclass.
abstract class SignaturesConformance {
  private static final byte[] MESSAGE = "5 000 tenge".getBytes(US_ASCII);

  abstract JcaSignatures signatures();

  abstract Ed25519Keys keys();

  @Test
  void theSelfTestsPass() {
    signatures().selfTest();
    keys().selfTest();
  }

  static Stream<EdgeVector> edgeVectors() {
    return EdgeVector.all().stream();
  }

  @ParameterizedTest
  @MethodSource("edgeVectors")
  void edgesAreDecidedAsPinned(EdgeVector vector) {
    assertThat(signatures().verify(vector.key(), vector.message().trusted(), vector.signature()))
        .as("%s %s", vector.key().scheme(), vector.name())
        .isEqualTo(vector.valid());
  }

  static Stream<EdgeVector.Signed> rfc8032() {
    return EdgeVector.signed().stream();
  }

  @ParameterizedTest
  @MethodSource("rfc8032")
  void seedsSignAsInTheStandard(EdgeVector.Signed vector) {
    Signer signer = keys().signer(vector.seed());
    byte[] message = vector.message().trusted();

    assertThat(signer.publicKey()).isEqualTo(vector.key());
    assertThat(keys().publicKey(vector.seed())).isEqualTo(vector.key());
    assertThat(signer.sign(message)).isEqualTo(vector.signature());
    assertThat(keys().signer(vector.seed(), vector.key()).sign(message))
        .isEqualTo(vector.signature());
    assertThat(signatures().verify(vector.key(), message, vector.signature())).isTrue();
  }

  /// RFC 8032 §7.1, "TEST SHA(abc)".
  @Test
  void aLongerMessageIsSignedAsInTheStandard() {
    Signer signer =
        keys().signer(seed("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42"));
    byte[] message =
        HexFormat.of()
            .parseHex(
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");

    assertThat(signer.sign(message).value().hex())
        .isEqualTo(
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704");
  }

  @Test
  void signersOfEverySchemeAreBelievedInTheirOwnWords() {
    for (Signer signer : signers()) {
      PublicKey key = signer.publicKey();
      SignatureBytes signature = signer.sign(MESSAGE);

      assertThat(signature.scheme()).isEqualTo(key.scheme());
      assertThat(signatures().verify(key, MESSAGE, signature)).as("%s", key.scheme()).isTrue();
      assertThat(signatures().verify(key, new byte[0], signature)).isFalse();
      assertThat(signer.toString()).contains(key.value().hex());
    }
  }

  @Test
  void aSignatureOfAnotherSchemeOrKeyIsNotValid() {
    List<Signer> signers = new ArrayList<>(signers());
    signers.addAll(signers());
    for (Signer one : signers) {
      for (Signer other : signers) {
        assertThat(signatures().verify(one.publicKey(), MESSAGE, other.sign(MESSAGE)))
            .isEqualTo(one.publicKey().equals(other.publicKey()));
      }
    }
  }

  @Test
  void noBitOfAnEd25519KeyMessageOrSignatureCanBeChanged() {
    noBitCanBeChanged(keys().signer(seed("07".repeat(32))));
  }

  @Test
  void noBitOfAP256KeyMessageOrSignatureCanBeChanged() {
    noBitCanBeChanged(p256());
  }

  private void noBitCanBeChanged(Signer signer) {
    PublicKey key = signer.publicKey();
    SignatureBytes signature = signer.sign(MESSAGE);
    for (byte[] changed : changedByABit(signature.value().trusted())) {
      assertThat(
              signatures()
                  .verify(key, MESSAGE, new SignatureBytes(key.scheme(), Bytes.ofTrusted(changed))))
          .isFalse();
    }
    for (byte[] changed : changedByABit(MESSAGE)) {
      assertThat(signatures().verify(key, changed, signature)).isFalse();
    }
    for (byte[] changed : changedByABit(key.value().trusted())) {
      if (key.scheme() == SchemeId.ED25519 || changed[0] == 2 || changed[0] == 3) {
        PublicKey other = new PublicKey(key.scheme(), Bytes.ofTrusted(changed));
        assertThat(signatures().verify(other, MESSAGE, signature)).isFalse();
      }
    }
  }

  @Test
  void noiseIsNeverValidAndNeverThrows() {
    Property.holds(
        60,
        random -> {
          for (Signer signer : List.of(keys().signer(seed("07".repeat(32))), p256())) {
            SchemeId scheme = signer.publicKey().scheme();
            byte[] noise = Property.bytes(random, scheme.publicKeyBytes());
            if (scheme == SchemeId.P256) {
              noise[0] = (byte) random.nextInt(2, 4);
            }
            PublicKey anyKey = new PublicKey(scheme, Bytes.ofTrusted(noise));
            byte[] low = Property.bytes(random, scheme.signatureBytes());
            // Small enough to pass the pinned bounds, so that the provider sees the rest.
            low[31] &= 0x7f;
            low[32] &= 0x7f;
            low[63] &= 0x0f;
            SignatureBytes any = new SignatureBytes(scheme, Bytes.ofTrusted(low));

            assertThat(signatures().verify(anyKey, MESSAGE, any)).isFalse();
            assertThat(signatures().verify(signer.publicKey(), MESSAGE, any)).isFalse();
            assertThat(signatures().verify(anyKey, MESSAGE, signer.sign(MESSAGE))).isFalse();
          }
        });
  }

  @Test
  void everyP256SignatureHasALowSAndItsTwinIsRefused() {
    Signer signer = p256();
    for (int i = 0; i < 40; i++) {
      byte[] message = {(byte) i};
      SignatureBytes signature = signer.sign(message);
      byte[] value = signature.value().trusted();

      assertThat(Pinned.withLowS(value)).isSameAs(value);
      assertThat(signatures().verify(signer.publicKey(), message, signature)).isTrue();
      assertThat(signatures().verify(signer.publicKey(), message, twin(signature))).isFalse();
      assertThat(Pinned.withLowS(twin(signature).value().trusted())).isEqualTo(value);
    }
  }

  @Test
  void keysAndSignaturesAreWrittenAndReadBack() {
    for (Signer signer : signers()) {
      PublicKey key = signer.publicKey();
      SignatureBytes signature = signer.sign(MESSAGE);

      byte[] keyBytes = key.writeTo(new CborWriter()).toBytes();
      byte[] signatureBytes = signature.writeTo(new CborWriter()).toBytes();

      assertThat(CborReader.decode(keyBytes, PublicKey::readFrom)).isEqualTo(key);
      assertThat(CborReader.decode(signatureBytes, SignatureBytes::readFrom)).isEqualTo(signature);
    }
  }

  private List<Signer> signers() {
    return List.of(
        keys().signer(seed("07".repeat(32))),
        p256(),
        signer(keyPair("ML-DSA-65", SchemeId.ML_DSA_65)));
  }

  final Signer p256() {
    return signer(keyPair("EC", SchemeId.P256));
  }

  private Signer signer(KeyPair pair) {
    return signatures().signer(PublicKey.of(pair.getPublic()), pair.getPrivate());
  }

  private KeyPair keyPair(String algorithm, SchemeId scheme) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm, signatures().provider(scheme));
      if (scheme == SchemeId.P256) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SignatureBytes twin(SignatureBytes signature) {
    var order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    byte[] value = signature.value().toArray();
    var s = order.subtract(new BigInteger(1, value, 32, 32));
    String hex = "%064x".formatted(s);
    System.arraycopy(HexFormat.of().parseHex(hex), 0, value, 32, 32);
    return new SignatureBytes(SchemeId.P256, Bytes.ofTrusted(value));
  }

  private static List<byte[]> changedByABit(byte[] value) {
    List<byte[]> all = new ArrayList<>();
    for (int bit = 0; bit < 8 * value.length; bit++) {
      byte[] changed = Arrays.copyOf(value, value.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      all.add(changed);
    }
    return all;
  }

  private static Seed seed(String hex) {
    return Seed.of(HexFormat.of().parseHex(hex));
  }
}
