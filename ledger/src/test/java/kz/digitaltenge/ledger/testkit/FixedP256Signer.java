package kz.digitaltenge.ledger.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.HexFormat;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;

/// Signs the same message in the same way every time, which ECDSA does not do by itself.
final class FixedP256Signer implements Signer {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final int SCALAR_BYTES = 32;

  private final KeyPair pair;
  private final Seed nonces;

  FixedP256Signer(KeyPair pair, Seed nonces) {
    this.pair = pair;
    this.nonces = nonces;
  }

  @Override
  public PublicKey publicKey() {
    return PublicKey.of(pair.getPublic());
  }

  @Override
  public SignatureBytes sign(byte[] message) {
    try {
      var signing = Signature.getInstance("SHA256withECDSAinP1363Format", "SunEC");
      signing.initSign(pair.getPrivate(), new FixedRandom(nonces.derive(message)));
      signing.update(message);
      return new SignatureBytes(SchemeId.P256, Bytes.ofTrusted(withLowS(signing.sign())));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("This JDK does not sign with P-256", e);
    }
  }

  private static byte[] withLowS(byte[] signature) {
    var s = new BigInteger(1, signature, SCALAR_BYTES, SCALAR_BYTES);
    byte[] low = HexFormat.of().parseHex("%064x".formatted(s.min(ORDER.subtract(s))));
    System.arraycopy(low, 0, signature, SCALAR_BYTES, SCALAR_BYTES);
    return signature;
  }
}
