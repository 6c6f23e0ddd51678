package kz.digitaltenge.trust.status;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import kz.digitaltenge.ledger.codec.Bytes;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// A question about the status of a certificate (RFC 6960 section 4.1).
final class StatusRequest {
  private static final AlgorithmIdentifier SHA1 =
      new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE);

  private StatusRequest() {}

  /// Asks about one certificate.
  ///
  /// @param nonce that the answer must repeat; empty for an answer to anybody
  /// @return DER
  static Bytes about(X509Certificate certificate, X509Certificate issuer, byte[] nonce) {
    try {
      var digest = new JcaDigestCalculatorProviderBuilder().build().get(SHA1);
      var id =
          new CertificateID(
              digest, new JcaX509CertificateHolder(issuer), certificate.getSerialNumber());
      var builder = new OCSPReqBuilder().addRequest(id);
      if (nonce.length > 0) {
        builder.setRequestExtensions(new Extensions(nonce(nonce)));
      }
      return Bytes.of(builder.build().getEncoded());
    } catch (OCSPException
        | OperatorCreationException
        | CertificateEncodingException
        | IOException e) {
      throw new IllegalStateException("A question about status could not be made", e);
    }
  }

  /// An octet string within the extension's own.
  private static Extension nonce(byte[] nonce) throws IOException {
    return new Extension(
        OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce).getEncoded());
  }
}
