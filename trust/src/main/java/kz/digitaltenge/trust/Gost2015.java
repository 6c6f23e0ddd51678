package kz.digitaltenge.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;
import kz.digitaltenge.ledger.codec.Bytes;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Keys of GOST 34.10-2015 with 512 bits, as the national authority certifies them (RFC 7091 has
/// the same mathematics). BouncyCastle computes with the identifiers of TC 26; certificates have
/// the Kazakh ones, so encodings are translated between the two.
final class Gost2015 {
  static final Provider PROVIDER = new BouncyCastleProvider();

  private static final ASN1ObjectIdentifier KAZAKH_KEY =
      new ASN1ObjectIdentifier("1.2.398.3.10.1.1.2.2");
  private static final ASN1ObjectIdentifier KAZAKH_SET_A =
      new ASN1ObjectIdentifier("1.2.398.3.10.1.1.2.2.1");
  private static final ASN1ObjectIdentifier KAZAKH_DIGEST =
      new ASN1ObjectIdentifier("1.2.398.3.10.1.3.3");
  private static final ASN1ObjectIdentifier KEY =
      RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512;
  private static final ASN1ObjectIdentifier SET_A =
      RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512_paramSetA;
  private static final ASN1ObjectIdentifier DIGEST =
      RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512;
  private static final Set<ASN1ObjectIdentifier> SETS = Set.of(KAZAKH_SET_A, SET_A);

  private Gost2015() {}

  /// A public key as certificates have it.
  private record Certified(Bytes encoding) implements PublicKey {
    private static final long serialVersionUID = 1;

    @Override
    public String getAlgorithm() {
      return "ECGOST3410-2012";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return encoding.toArray();
    }
  }

  /// Whether a key is of this kind, on the one curve that is certified, by either identifiers.
  static boolean is(PublicKey key) {
    try {
      var algorithm = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
      return (algorithm.getAlgorithm().equals(KEY) || algorithm.getAlgorithm().equals(KAZAKH_KEY))
          && ASN1Sequence.getInstance(algorithm.getParameters()).getObjectAt(0)
              instanceof ASN1ObjectIdentifier set
          && SETS.contains(set);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
      return false;
    }
  }

  /// The key with Kazakh identifiers.
  static PublicKey certified(PublicKey key) {
    return new Certified(
        Bytes.of(encoded(key.getEncoded(), KAZAKH_KEY, KAZAKH_SET_A, KAZAKH_DIGEST)));
  }

  /// The key as BouncyCastle computes with it.
  static PublicKey usable(byte[] x509) throws GeneralSecurityException {
    byte[] known = encoded(x509, KEY, SET_A, DIGEST);
    return KeyFactory.getInstance("ECGOST3410-2012", PROVIDER)
        .generatePublic(new X509EncodedKeySpec(known));
  }

  private static byte[] encoded(
      byte[] x509,
      ASN1ObjectIdentifier key,
      ASN1ObjectIdentifier parameters,
      ASN1ObjectIdentifier digest) {
    var info = SubjectPublicKeyInfo.getInstance(x509);
    var algorithm =
        new AlgorithmIdentifier(
            key, new DERSequence(new ASN1ObjectIdentifier[] {parameters, digest}));
    try {
      return new SubjectPublicKeyInfo(algorithm, info.getPublicKeyData().getBytes()).getEncoded();
    } catch (IOException e) {
      throw new IllegalArgumentException("A key without an encoding", e);
    }
  }
}
