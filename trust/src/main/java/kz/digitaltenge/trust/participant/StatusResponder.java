package kz.digitaltenge.trust.participant;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// Answers about the status of certificates by OCSP (RFC 6960), each signed for the occasion.
///
/// *Good* is only what the registry holds; a serial number that was never issued is *unknown*. A
/// request may ask about up to 16 certificates of one issuer, with a nonce of up to 128 bytes (RFC
/// 9654) that the answer repeats.
public final class StatusResponder {
  /// Larger than any request it answers.
  public static final int REQUEST_SIZE_MAX_BYTES = 16 * 1024;

  /// How long an answer may be relied on.
  public static final Duration VALIDITY = Duration.ofMinutes(10);

  private static final int CERTIFICATES_MAX = 16;
  private static final int NONCE_SIZE_MAX_BYTES = 128;

  private final ParticipantAuthority authority;
  private final DigestCalculatorProvider digests;

  public StatusResponder(ParticipantAuthority authority) {
    this.authority = authority;
    try {
      this.digests = new JcaDigestCalculatorProviderBuilder().build();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("This Java has no digests", e);
    }
  }

  /// Answers whatever was sent; what is no request is answered so.
  ///
  /// @param request DER
  /// @return DER
  public Bytes answer(byte[] request) {
    try {
      return answered(request);
    } catch (OCSPException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("An answer about status could not be made", e);
    }
  }

  private Bytes answered(byte[] request)
      throws OCSPException, OperatorCreationException, IOException {
    Optional<OCSPReq> parsed = parsed(request);
    if (parsed.isEmpty()) {
      return refusal(OCSPRespBuilder.MALFORMED_REQUEST);
    }
    List<Req> asked = Arrays.asList(parsed.get().getRequestList());
    @Nullable Extension nonce = parsed.get().getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (asked.isEmpty() || asked.size() > CERTIFICATES_MAX || isTooLong(nonce)) {
      return refusal(OCSPRespBuilder.MALFORMED_REQUEST);
    }
    for (Signatory issuer : authority.signatories()) {
      var holder = holder(issuer);
      if (areAllOf(holder, asked)) {
        return signed(issuer, asked, nonce);
      }
    }
    return refusal(OCSPRespBuilder.UNAUTHORIZED);
  }

  private Bytes signed(Signatory issuer, List<Req> asked, @Nullable Extension nonce)
      throws OCSPException, OperatorCreationException, IOException {
    Signatory signer = authority.statusSignatory(issuer);
    Instant now = authority.clock().instant();
    var key = SubjectPublicKeyInfo.getInstance(signer.certificate().getPublicKey().getEncoded());
    var builder = new BasicOCSPRespBuilder(key, digests.get(CertificateIDs.SHA1));
    for (Req each : asked) {
      builder.addResponse(
          each.getCertID(),
          status(issuer, each.getCertID().getSerialNumber()),
          Date.from(now),
          Date.from(now.plus(VALIDITY)),
          null);
    }
    if (nonce != null) {
      builder.setResponseExtensions(new Extensions(nonce));
    }
    var chain = new X509CertificateHolder[] {holder(signer)};
    var basic = builder.build(authority.writer().signer(signer), chain, Date.from(now));
    return Bytes.of(new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded());
  }

  private CertificateStatus status(Signatory issuer, BigInteger serial) {
    Optional<IssuedCertificate> found = authority.find(serial).filter(each -> isOf(issuer, each));
    if (found.isEmpty()) {
      return new UnknownStatus();
    }
    return found
        .get()
        .revocation()
        .<CertificateStatus>map(StatusResponder::revoked)
        .orElse(CertificateStatus.GOOD);
  }

  private static RevokedStatus revoked(Revocation revocation) {
    var at = new ASN1GeneralizedTime(Date.from(revocation.at()));
    // RFC 5280: the reason "unspecified" is left out.
    return new RevokedStatus(
        revocation.reason() == RevocationReason.UNSPECIFIED
            ? new RevokedInfo(at)
            : new RevokedInfo(at, CRLReason.lookup(revocation.reason().number())));
  }

  private static boolean isOf(Signatory issuer, IssuedCertificate issued) {
    return issued
        .certificate()
        .getIssuerX500Principal()
        .equals(issuer.certificate().getSubjectX500Principal());
  }

  private boolean areAllOf(X509CertificateHolder issuer, List<Req> asked) throws OCSPException {
    for (Req each : asked) {
      CertificateID id = each.getCertID();
      if (!CertificateIDs.isKnownDigest(id) || !id.matchesIssuer(issuer, digests)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTooLong(@Nullable Extension nonce) {
    return nonce != null && nonce.getExtnValue().getOctetsLength() > NONCE_SIZE_MAX_BYTES + 3;
  }

  private static Optional<OCSPReq> parsed(byte[] request) {
    if (request.length > REQUEST_SIZE_MAX_BYTES) {
      return Optional.empty();
    }
    try {
      var parsed = new OCSPReq(request);
      // The list is read only when asked for.
      var _ = parsed.getRequestList();
      return Optional.of(parsed);
    } catch (IOException | RuntimeException _) {
      // The library answers some malformed input with unchecked exceptions.
      return Optional.empty();
    }
  }

  private static Bytes refusal(int status) throws OCSPException, IOException {
    return Bytes.of(new OCSPRespBuilder().build(status, null).getEncoded());
  }

  private static X509CertificateHolder holder(Signatory signatory) {
    return CertificateIDs.holder(signatory.certificate());
  }
}
