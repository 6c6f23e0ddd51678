package kz.digitaltenge.trust.participant;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.trust.EntropyRandom;
import kz.digitaltenge.trust.HostNames;
import kz.digitaltenge.trust.KeyKind;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Writes and signs certificates (RFC 5280).
final class CertificateWriter {
  // Clocks of others may be behind ours.
  private static final Duration BACKDATED = Duration.ofHours(1);
  private static final int SERIAL_SIZE_BYTES = 16;

  private final StatusAddress address;
  private final Entropy entropy;
  private final InstantSource clock;

  CertificateWriter(StatusAddress address, Entropy entropy, InstantSource clock) {
    this.address = address;
    this.entropy = entropy;
    this.clock = clock;
  }

  X509Certificate root(X500Name name, KeyPair keys) {
    Instant until = clock.instant().plus(CertificateKind.ROOT.validityMax());
    try {
      var builder = builder(name, name, keys.getPublic(), until);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(1))
          .addExtension(Extension.keyUsage, true, authorityUsage());
      return signed(builder, content(keys.getPrivate()));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw unmakeable(e);
    }
  }

  X509Certificate issuer(X500Name name, PublicKey key, Signatory root) {
    try {
      var builder = under(root, name, key, CertificateKind.ISSUER.validityMax());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(Extension.keyUsage, true, authorityUsage());
      addPlacesOf(root, builder);
      return signed(builder, content(root.key()));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw unmakeable(e);
    }
  }

  /// Nobody asks for the status of who tells it: it lives for a month instead.
  X509Certificate status(X500Name name, PublicKey key, Signatory issuer) {
    try {
      var builder = under(issuer, name, key, CertificateKind.STATUS.validityMax());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(Extension.extendedKeyUsage, true, purposes(KeyPurposeId.id_kp_OCSPSigning))
          .addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
      return signed(builder, content(issuer.key()));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw unmakeable(e);
    }
  }

  /// For that purpose and no other, as RFC 3161 wants it.
  X509Certificate timeStamp(X500Name name, PublicKey key, Signatory issuer) {
    try {
      var builder = under(issuer, name, key, CertificateKind.TIME_STAMP.validityMax());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(
              Extension.extendedKeyUsage, true, purposes(KeyPurposeId.id_kp_timeStamping));
      addPlacesOf(issuer, builder);
      return signed(builder, content(issuer.key()));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw unmakeable(e);
    }
  }

  X509Certificate participant(IssueRequest request, Signatory issuer) {
    try {
      var builder = under(issuer, request.subject().x500(), request.key(), request.validity());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, usage(request.kind()))
          .addExtension(Extension.extendedKeyUsage, false, purposes(request));
      if (!request.hosts().isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName, false, HostNames.of(request.hosts()));
      }
      addPlacesOf(issuer, builder);
      return signed(builder, content(issuer.key()));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw unmakeable(e);
    }
  }

  /// How this authority signs anything: with P-256.
  ContentSigner signer(Signatory signatory) {
    try {
      return content(signatory.key());
    } catch (OperatorCreationException e) {
      throw unmakeable(e);
    }
  }

  private X509v3CertificateBuilder under(
      Signatory issuer, X500Name name, PublicKey key, Duration validity)
      throws GeneralSecurityException, CertIOException {
    Instant wanted = clock.instant().plus(validity);
    Instant until = wanted.isBefore(issuer.validUntil()) ? wanted : issuer.validUntil();
    X500Name above = X500Names.subjectOf(issuer.certificate());
    return builder(above, name, key, until)
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            new JcaX509ExtensionUtils()
                .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant until)
      throws GeneralSecurityException, CertIOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(1, entropy.bytes(SERIAL_SIZE_BYTES)).max(BigInteger.ONE),
            Date.from(clock.instant().minus(BACKDATED)),
            Date.from(until),
            subject,
            key);
    return builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
  }

  private void addPlacesOf(Signatory issuer, X509v3CertificateBuilder builder)
      throws CertIOException {
    var answers =
        new AccessDescription(AccessDescription.id_ad_ocsp, uri(address.ocsp().toString()));
    var above =
        new AccessDescription(
            AccessDescription.id_ad_caIssuers, uri(address.certificate(issuer.name()).toString()));
    var list = new GeneralNames(uri(address.crl(issuer.name()).toString()));
    var point = new DistributionPoint(new DistributionPointName(list), null, null);
    builder
        .addExtension(
            Extension.authorityInfoAccess,
            false,
            new AuthorityInformationAccess(new AccessDescription[] {answers, above}))
        .addExtension(
            Extension.cRLDistributionPoints,
            false,
            new CRLDistPoint(new DistributionPoint[] {point}));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, ContentSigner signer)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private ContentSigner content(PrivateKey key) throws OperatorCreationException {
    return new JcaContentSignerBuilder(KeyKind.P256.signature())
        .setSecureRandom(new EntropyRandom(entropy))
        .build(key);
  }

  private static KeyUsage authorityUsage() {
    return new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  private static KeyUsage usage(CertificateKind kind) {
    return switch (kind) {
      case SIGNATURE -> new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation);
      case NODE, TLS -> new KeyUsage(KeyUsage.digitalSignature);
      case ROOT, ISSUER, STATUS, TIME_STAMP -> throw notForParticipants(kind);
    };
  }

  private static ExtendedKeyUsage purposes(IssueRequest request) {
    return switch (request.kind()) {
      // Who is called under no host only calls, and cannot pass for a server.
      case NODE, TLS ->
          request.hosts().isEmpty()
              ? purposes(KeyPurposeId.id_kp_clientAuth)
              : purposes(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
      case SIGNATURE -> {
        // The country's authorities mark signature certificates with e-mail protection.
        var purposes = new ArrayList<>(List.of(KeyPurposeId.id_kp_emailProtection));
        request.roles().forEach(role -> purposes.add(role.purpose()));
        yield purposes(purposes.toArray(KeyPurposeId[]::new));
      }
      case ROOT, ISSUER, STATUS, TIME_STAMP -> throw notForParticipants(request.kind());
    };
  }

  private static IllegalArgumentException notForParticipants(CertificateKind kind) {
    return new IllegalArgumentException(kind + " is no certificate for participants");
  }

  private static ExtendedKeyUsage purposes(KeyPurposeId... purposes) {
    return new ExtendedKeyUsage(purposes);
  }

  private static GeneralName uri(String text) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, text);
  }

  private static IllegalStateException unmakeable(Exception cause) {
    return new IllegalStateException("A certificate could not be made", cause);
  }
}
