package kz.digitaltenge.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The certificates of a network's own authority that are not to be believed any more: a revocation
/// list (RFC 5280 section 5) under the root's signature, in a file that every process of the
/// network has. It never shrinks and has no end of its own: a list is small, since keys are seldom
/// stolen, and a process that runs without hearing from the authority must not stop.
///
/// @param revoked those that were, by serial number
public record NetworkRevocations(Map<BigInteger, Revoked> revoked) {
  private static final String SIGNATURE = "SHA256withECDSA";

  // RFC 5280 writes "no end" so.
  private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

  /// When, and why.
  ///
  /// @param reason by its number in RFC 5280 section 5.3.1
  public record Revoked(Instant at, int reason) {}

  public NetworkRevocations {
    revoked = Map.copyOf(revoked);
  }

  /// Reads the list of a network; an empty one when there is no file.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_CORRUPT` when it is no list, or
  ///   not under this root's signature
  public static NetworkRevocations read(Path file, X509Certificate root) {
    if (!KeyFiles.exists(file)) {
      return new NetworkRevocations(Map.of());
    }
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var read = factory.generateCRL(new ByteArrayInputStream(KeyFiles.readPublic(file)));
      if (!(read instanceof X509CRL list)) {
        throw KeyFiles.corrupt(file, "it is no revocation list");
      }
      list.verify(root.getPublicKey());
      var revoked = new TreeMap<BigInteger, Revoked>();
      var entries = list.getRevokedCertificates();
      if (entries != null) {
        entries.forEach(
            entry ->
                revoked.put(
                    entry.getSerialNumber(),
                    new Revoked(entry.getRevocationDate().toInstant(), reason(entry))));
      }
      return new NetworkRevocations(revoked);
    } catch (GeneralSecurityException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  private static int reason(X509CRLEntry entry) {
    byte[] given = entry.getExtensionValue(Extension.reasonCode.getId());
    return given == null
        ? CRLReason.unspecified
        : ASN1Enumerated.getInstance(ASN1OctetString.getInstance(given).getOctets())
            .intValueExact();
  }

  public Set<BigInteger> serials() {
    return revoked.keySet();
  }

  NetworkRevocations with(BigInteger serial, Revoked fresh) {
    var more = new TreeMap<>(revoked);
    more.putIfAbsent(serial, fresh);
    return new NetworkRevocations(more);
  }

  /// The number of a list is how many certificates are on it.
  void write(Path file, X509Certificate root, PrivateKey signer) {
    Instant made =
        revoked.values().stream()
            .map(Revoked::at)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    var issuer = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
    var builder = new X509v2CRLBuilder(issuer, Date.from(made));
    builder.setNextUpdate(Date.from(NO_END));
    revoked.forEach(
        (serial, each) -> builder.addCRLEntry(serial, Date.from(each.at()), each.reason()));
    try {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(root.getPublicKey()));
      builder.addExtension(
          Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(revoked.size())));
      KeyFiles.write(
          file, builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer)).getEncoded());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("A revocation list could not be made", e);
    }
  }
}
