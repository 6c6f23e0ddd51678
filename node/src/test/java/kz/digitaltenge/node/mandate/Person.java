package kz.digitaltenge.node.mandate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import kz.digitaltenge.api.operator.SignatoryLine;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestKeys;

/// Somebody who signs, with a key of their own.
public interface Person {
  SignatoryLine line(String id, String role);

  /// A JWS with detached content.
  default String sign(String header, String content) {
    String head = base64(header.getBytes(UTF_8));
    String signed = head + "." + base64(content.getBytes(UTF_8));
    return head + ".." + base64(signature(signed.getBytes(US_ASCII)));
  }

  byte[] signature(byte[] message);

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// With a key on Ed25519.
  record OnEd25519(Signer key) implements Person {
    public OnEd25519(String name) {
      this(TestKeys.ed25519(name));
    }

    @Override
    public SignatoryLine line(String id, String role) {
      return new SignatoryLine(
          id,
          role,
          new SignatoryLine.Jwk("Ed25519", base64(key.publicKey().value().toArray()), ""));
    }

    @Override
    public byte[] signature(byte[] message) {
      return key.sign(message).value().toArray();
    }
  }

  /// With a key on P-256, as the JDK signs: with whichever of the two values of `s`.
  record OnP256(KeyPair key) implements Person {
    private static final int COORDINATE_BYTES = 32;

    static OnP256 fresh() {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return new OnP256(generator.generateKeyPair());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public SignatoryLine line(String id, String role) {
      var point = ((ECPublicKey) key.getPublic()).getW();
      return new SignatoryLine(
          id,
          role,
          new SignatoryLine.Jwk(
              "P-256",
              base64(coordinate(point.getAffineX())),
              base64(coordinate(point.getAffineY()))));
    }

    @Override
    public byte[] signature(byte[] message) {
      try {
        var signing = Signature.getInstance("SHA256withECDSAinP1363Format");
        signing.initSign(key.getPrivate());
        signing.update(message);
        return signing.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static byte[] coordinate(BigInteger value) {
      byte[] bytes = value.toByteArray();
      byte[] fixed = new byte[COORDINATE_BYTES];
      int size = Math.min(bytes.length, COORDINATE_BYTES);
      System.arraycopy(
          Arrays.copyOfRange(bytes, bytes.length - size, bytes.length),
          0,
          fixed,
          COORDINATE_BYTES - size,
          size);
      return fixed;
    }
  }
}
