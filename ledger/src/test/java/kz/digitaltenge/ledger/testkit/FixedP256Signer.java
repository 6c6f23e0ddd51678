package kz.digitaltenge.ledger.testkit;

import java.math.BigInteger;
import java.util.HexFormat;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.P256Arithmetic.Point;

/// Signs the same message in the same way every time, which ECDSA does not do by itself.
final class FixedP256Signer implements Signer {
  private static final String WIDE_HEX = "%064x";

  private final Seed seed;
  private final BigInteger secret;
  private final PublicKey publicKey;

  FixedP256Signer(Seed seed) {
    this.seed = seed;
    this.secret = scalar(seed);
    Point point = P256Arithmetic.timesGenerator(secret);
    String compressed = (point.y().testBit(0) ? "03" : "02") + WIDE_HEX.formatted(point.x());
    this.publicKey = new PublicKey(SchemeId.P256, Bytes.fromHex(compressed));
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public SignatureBytes sign(byte[] message) {
    BigInteger order = P256Arithmetic.ORDER;
    BigInteger digest = new BigInteger(1, Hash.sha256(message).trusted());
    BigInteger nonce = scalar(seed.derive(message));
    BigInteger r = P256Arithmetic.timesGenerator(nonce).x().mod(order);
    BigInteger s = nonce.modInverse(order).multiply(digest.add(r.multiply(secret))).mod(order);
    String hex = (WIDE_HEX + WIDE_HEX).formatted(r, s.min(order.subtract(s)));
    return new SignatureBytes(SchemeId.P256, Bytes.ofTrusted(HexFormat.of().parseHex(hex)));
  }

  private static BigInteger scalar(Seed seed) {
    return new BigInteger(1, seed.reveal())
        .mod(P256Arithmetic.ORDER.subtract(BigInteger.ONE))
        .add(BigInteger.ONE);
  }
}
