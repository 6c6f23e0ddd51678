package kz.digitaltenge.trust;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.task.Entropy;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/// Builds X.509 certificates (RFC 5280) signed with ECDSA over P-256.
final class CertificateMaker {
  static final Duration ROOT_VALIDITY = Duration.ofDays(20 * 365);
  static final Duration VALIDITY = Duration.ofDays(365);

  // Clocks of others may be behind ours.
  private static final Duration BACKDATED = Duration.ofHours(1);
  private static final int SERIAL_SIZE_BYTES = 16;
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost");
  private static final String SIGNATURE = "SHA256withECDSA";

  private final String network;
  private final Entropy entropy;
  private final InstantSource clock;

  CertificateMaker(String network, Entropy entropy, InstantSource clock) {
    this.network = network;
    this.entropy = entropy;
    this.clock = clock;
  }

  X509Certificate root(PublicKey key, PrivateKey signer) {
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, network)
            .addRDN(BCStyle.CN, "Root of " + network)
            .build();
    try {
      var builder = builder(name, name, key, ROOT_VALIDITY);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
      return signed(builder, signer);
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw unmakeable(e);
    }
  }

  /// For both ends of TLS: everybody here calls and is called.
  X509Certificate member(
      CertificateRequest request, PublicKey key, X509Certificate root, PrivateKey signer) {
    var subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, network)
            .addRDN(BCStyle.OU, request.kind().name());
    request
        .participant()
        .ifPresent(
            node -> subject.addRDN(new ASN1ObjectIdentifier(PeerIdentity.PARTICIPANT_TYPE), node));
    X500Name name = subject.addRDN(BCStyle.CN, request.name()).build();
    try {
      var extensions = new JcaX509ExtensionUtils();
      X500Name issuer = X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
      var builder = builder(issuer, name, key, VALIDITY);
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
          .addExtension(Extension.extendedKeyUsage, false, bothEnds())
          .addExtension(Extension.subjectAlternativeName, false, hosts(request.hosts()))
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              extensions.createAuthorityKeyIdentifier(root.getPublicKey()))
          .addExtension(
              Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
      return signed(builder, signer);
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw unmakeable(e);
    }
  }

  /// Whether a certificate names all of these hosts.
  static boolean covers(X509Certificate certificate, List<String> hosts) {
    Set<Object> named = new HashSet<>();
    named(certificate).forEach(name -> named.add(comparable(name)));
    return hosts.stream().map(CertificateMaker::comparable).allMatch(named::contains);
  }

  /// The hosts that a certificate names, beside the loopback that each one names.
  static List<String> hostsOf(X509Certificate certificate) {
    Set<Object> loopback = new HashSet<>();
    LOOPBACK.forEach(host -> loopback.add(comparable(host)));
    return named(certificate).stream()
        .filter(host -> !loopback.contains(comparable(host)))
        .toList();
  }

  private static List<String> named(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream().map(name -> name.get(1).toString()).toList();
    } catch (CertificateParsingException _) {
      return List.of();
    }
  }

  /// An IPv6 address has many spellings.
  private static Object comparable(String host) {
    return IPAddress.isValid(host) ? InetAddress.ofLiteral(host) : host;
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration validity) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(1, entropy.bytes(SERIAL_SIZE_BYTES)),
        Date.from(now.minus(BACKDATED)),
        Date.from(now.plus(validity)),
        subject,
        key);
  }

  private X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey signer)
      throws GeneralSecurityException, OperatorCreationException {
    var signature =
        new JcaContentSignerBuilder(SIGNATURE)
            .setSecureRandom(new EntropyRandom(entropy))
            .build(signer);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signature));
  }

  private static ExtendedKeyUsage bothEnds() {
    return new ExtendedKeyUsage(
        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
  }

  private static GeneralNames hosts(List<String> more) {
    Set<String> hosts = new LinkedHashSet<>(LOOPBACK);
    hosts.addAll(more);
    return HostNames.of(hosts);
  }

  private static IllegalStateException unmakeable(Exception cause) {
    return new IllegalStateException("A certificate could not be made", cause);
  }
}
