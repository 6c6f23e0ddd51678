package kz.digitaltenge.api.stream;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A network's authority, made for one test.
public final class TestNetwork {
  private static final X500Principal AUTHORITY = new X500Principal("CN=Test network");

  private final KeyPair rootKeys = keyPair();
  private final X509Certificate root =
      certificate(AUTHORITY, rootKeys.getPublic(), rootKeys.getPrivate(), true);

  public TlsIdentity node(String name) {
    return identity(name, PeerIdentity.Kind.NODE);
  }

  public TlsIdentity identity(String name, PeerIdentity.Kind kind) {
    return identity("CN=" + name + ",OU=" + kind);
  }

  /// An operator of that participant.
  public TlsIdentity operator(String name, String participant) {
    return identity("CN=" + name + ",OU=OPERATOR,OID.2.5.4.97=" + participant);
  }

  private TlsIdentity identity(String name) {
    KeyPair keys = keyPair();
    var subject = new X500Principal(name);
    var own = certificate(subject, keys.getPublic(), rootKeys.getPrivate(), false);
    return new TlsIdentity(List.of(own), keys.getPrivate(), List.of(root));
  }

  /// One of this network that believes the roots of another.
  TlsIdentity nodeTrusting(String name, TestNetwork other) {
    TlsIdentity own = node(name);
    return new TlsIdentity(own.chain(), own.key(), List.of(other.root));
  }

  X509Certificate root() {
    return root;
  }

  private static X509Certificate certificate(
      X500Principal subject, PublicKey key, PrivateKey signer, boolean authority) {
    Instant now = Instant.now();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              AUTHORITY,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(Duration.ofHours(1))),
              subject,
              key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      var loopback =
          new GeneralName[] {
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.dNSName, "localhost")
          };
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(loopback));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
