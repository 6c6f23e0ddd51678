package kz.digitaltenge.trust.status;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import kz.digitaltenge.ledger.codec.Bytes;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// Reads an answer about status and believes it only when it is signed by the certificate's issuer,
/// or by somebody whom the issuer certified for that (RFC 6960 section 3.2). It looks at nothing
/// but its arguments, so that years later it finds the same.
public final class StatusAnswer {
  private static final Duration SKEW_MAX = Duration.ofMinutes(1);

  private final X509Certificate certificate;
  private final X509Certificate issuer;

  public StatusAnswer(X509Certificate certificate, X509Certificate issuer) {
    this.certificate = certificate;
    this.issuer = issuer;
  }

  /// What an answer says of the certificate, asked for or kept.
  ///
  /// @param der as it was received
  /// @param at when it was relied on
  public CertificateStatus read(Bytes der, Instant at) {
    return read(der, new byte[0], at);
  }

  /// What an answer says to a question with this nonce; an empty one is not looked for.
  CertificateStatus read(Bytes der, byte[] nonce, Instant at) {
    try {
      var answer = new OCSPResp(der.toArray());
      if (answer.getStatus() != OCSPResp.SUCCESSFUL) {
        return unavailable("the authority refuses to answer (" + answer.getStatus() + ")");
      }
      return answer.getResponseObject() instanceof BasicOCSPResp basic
          ? read(basic, nonce, at)
          : unavailable("the answer is of an unknown kind");
    } catch (IOException
        | OCSPException
        | OperatorCreationException
        | GeneralSecurityException
        | RuntimeException e) {
      // The library answers some malformed input with unchecked exceptions.
      return unavailable("the answer cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private CertificateStatus read(BasicOCSPResp basic, byte[] nonce, Instant at)
      throws OCSPException, OperatorCreationException, GeneralSecurityException, IOException {
    if (!isSigned(basic, at)) {
      return unavailable("the answer is not signed by the issuer or for it");
    }
    if (nonce.length > 0 && !repeats(basic, nonce)) {
      return unavailable("the answer is not to this question");
    }
    for (SingleResp each : basic.getResponses()) {
      if (isAboutIt(each)) {
        return read(each, at);
      }
    }
    return unavailable("the answer is not about this certificate");
  }

  private static CertificateStatus read(SingleResp answer, Instant at) {
    if (answer.getNextUpdate() == null) {
      return unavailable("the answer does not say how long it holds");
    }
    Instant from = answer.getThisUpdate().toInstant();
    Instant until = answer.getNextUpdate().toInstant();
    if (at.isBefore(from.minus(SKEW_MAX)) || !at.isBefore(until)) {
      return unavailable("the answer holds from %s to %s".formatted(from, until));
    }
    // The library's way of saying good is null.
    var status = answer.getCertStatus();
    if (status == null) {
      return new CertificateStatus.Good(until);
    }
    return status instanceof RevokedStatus revoked
        ? new CertificateStatus.Revoked(revoked.getRevocationTime().toInstant())
        : new CertificateStatus.Unknown();
  }

  private boolean isSigned(BasicOCSPResp basic, Instant at)
      throws OCSPException, OperatorCreationException, GeneralSecurityException {
    if (isSignedBy(basic, issuer)) {
      return true;
    }
    for (X509CertificateHolder each : basic.getCerts()) {
      var delegate = new JcaX509CertificateConverter().getCertificate(each);
      if (isDelegate(delegate, at) && isSignedBy(basic, delegate)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSignedBy(BasicOCSPResp basic, X509Certificate signer)
      throws OCSPException, OperatorCreationException {
    return basic.isSignatureValid(
        new JcaContentVerifierProviderBuilder().build(signer.getPublicKey()));
  }

  private boolean isDelegate(X509Certificate delegate, Instant at) throws GeneralSecurityException {
    List<String> purposes = delegate.getExtendedKeyUsage();
    if (purposes == null
        || !purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId())
        || !delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      delegate.checkValidity(Date.from(at));
      delegate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private boolean isAboutIt(SingleResp each)
      throws OCSPException, OperatorCreationException, GeneralSecurityException {
    var id = each.getCertID();
    return id.getSerialNumber().equals(certificate.getSerialNumber())
        && id.matchesIssuer(
            new JcaX509CertificateHolder(issuer), new JcaDigestCalculatorProviderBuilder().build());
  }

  private static boolean repeats(BasicOCSPResp basic, byte[] nonce) {
    var extension = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    return extension != null
        && Arrays.equals(
            ASN1OctetString.getInstance(extension.getParsedValue()).getOctets(), nonce);
  }

  private static CertificateStatus unavailable(String why) {
    return new CertificateStatus.Unavailable(why);
  }
}
