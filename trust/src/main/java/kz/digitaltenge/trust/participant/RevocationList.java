package kz.digitaltenge.trust.participant;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import kz.digitaltenge.ledger.codec.Bytes;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;

/// A revocation list of one issuer (RFC 5280 section 5), signed.
///
/// @param der as it is published
/// @param revocations how many the registry had when it was made
record RevocationList(Bytes der, BigInteger number, Instant madeAt, int revocations) {
  static final Duration VALIDITY = Duration.ofDays(1);

  /// Whoever reads the list shortly before its end must find the next one.
  private static final Duration RENEWAL = VALIDITY.dividedBy(2);

  static RevocationList make(
      Signatory issuer,
      List<IssuedCertificate> revoked,
      BigInteger number,
      Instant at,
      int revocations,
      ContentSigner signer) {
    var builder = new X509v2CRLBuilder(X500Names.subjectOf(issuer.certificate()), Date.from(at));
    builder.setNextUpdate(Date.from(at.plus(VALIDITY)));
    for (IssuedCertificate each : revoked) {
      each.revocation()
          .ifPresent(
              revocation ->
                  builder.addCRLEntry(
                      each.serial(), Date.from(revocation.at()), revocation.reason().number()));
    }
    try {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils()
              .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      Bytes der = Bytes.of(builder.build(signer).getEncoded());
      return new RevocationList(der, number, at, revocations);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("A revocation list could not be made", e);
    }
  }

  /// The number of a list that was published before.
  static BigInteger numberOf(byte[] der) throws IOException {
    var extension = new X509CRLHolder(der).getExtension(Extension.cRLNumber);
    return ASN1Integer.getInstance(extension.getParsedValue()).getValue();
  }

  boolean isCurrent(Instant now, int revocationsNow) {
    return revocations == revocationsNow && now.isBefore(madeAt.plus(RENEWAL));
  }
}
