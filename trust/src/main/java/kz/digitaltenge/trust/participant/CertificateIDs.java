package kz.digitaltenge.trust.participant;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;

/// How requests for status name certificates: by hashes of the issuer, which protect nothing.
final class CertificateIDs {
  static final AlgorithmIdentifier SHA1 =
      new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE);
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(OIWObjectIdentifiers.idSHA1, NISTObjectIdentifiers.id_sha256);

  private CertificateIDs() {}

  static boolean isKnownDigest(CertificateID id) {
    return KNOWN.contains(id.getHashAlgOID());
  }

  static X509CertificateHolder holder(X509Certificate certificate) {
    try {
      return new JcaX509CertificateHolder(certificate);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate without an encoding", e);
    }
  }
}
