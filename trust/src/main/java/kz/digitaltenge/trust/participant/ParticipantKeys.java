package kz.digitaltenge.trust.participant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.KeyPlace;
import kz.digitaltenge.trust.Pem;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemReader;

/// Files of participants' keys and certificates, for those who have no tools of their own.
public final class ParticipantKeys {
  private ParticipantKeys() {}

  /// The key pair in a file, made when there is none: a request that is repeated must be about the
  /// same key.
  ///
  /// @throws PlatformException `KEY_FILE_CORRUPT` or `KEY_FILE_OPEN_TO_OTHERS`
  public static KeyPair openOrCreate(Path file, KeyKind kind, Entropy entropy) {
    if (!KeyFiles.exists(file)) {
      KeyPair made = kind.make(entropy);
      Pem.of(file)
          .add(Pem.PRIVATE_KEY, made.getPrivate().getEncoded())
          .add(Pem.PUBLIC_KEY, made.getPublic().getEncoded())
          .write();
      return made;
    }
    return read(file);
  }

  /// A P-256 key pair of the platform's own: in the security module that the file's folder names,
  /// whose label the file then has, or in the file; made when there is none.
  ///
  /// @param name for people who look into the module
  /// @throws PlatformException `KEY_FILE_CORRUPT`, `KEY_FILE_OPEN_TO_OTHERS` or `KEY_MODULE_FAILED`
  public static KeyPair openOrCreateInPlace(Path file, String name, Entropy entropy) {
    if (!KeyFiles.exists(file)) {
      KeyPlace.Made made = place(file).make(name, entropy);
      made.into(file).add(Pem.PUBLIC_KEY, made.keys().getPublic().getEncoded()).write();
      return made.keys();
    }
    return read(file);
  }

  /// The key pair of a certificate in a file; never made anew, for the certificate would not have
  /// it.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_OPEN_TO_OTHERS`, `KEY_MODULE_FAILED`,
  ///   or `KEY_FILE_CORRUPT` also when the certificate has another key
  public static KeyPair open(Path file, X509Certificate certificate) {
    KeyPair keys = read(file);
    if (!keys.getPublic().equals(certificate.getPublicKey())) {
      throw KeyFiles.corrupt(file, "its certificate has another key");
    }
    return keys;
  }

  private static KeyPair read(Path file) {
    Pem pem = Pem.read(file);
    try {
      if (KeyPlace.label(pem).isPresent()) {
        PublicKey its = KeyKind.P256.publicKey(pem.only(Pem.PUBLIC_KEY));
        return new KeyPair(its, place(file).read(file, pem, its));
      }
      byte[] pkcs8 = pem.only(Pem.PRIVATE_KEY);
      KeyKind kept = kindOf(pkcs8);
      PrivateKey key = kept.privateKey(pkcs8);
      PublicKey its = kept.publicKey(pem.only(Pem.PUBLIC_KEY));
      if (!kept.match(key, its)) {
        throw KeyFiles.corrupt(file, "its two keys do not belong together");
      }
      return new KeyPair(its, key);
    } catch (GeneralSecurityException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  private static KeyPlace place(Path file) {
    return KeyPlace.of(
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's folder"));
  }

  /// The key of a certificate request (PKCS #10, PEM) whose maker has shown that the private key is
  /// theirs. What else it asks for is not looked at.
  ///
  /// @throws IllegalArgumentException when it is none, or not signed with its key
  /// @throws PlatformException `STORAGE_FAILED`
  public static PublicKey requested(Path file) {
    try (var reader = new PemReader(Files.newBufferedReader(file))) {
      var block = reader.readPemObject();
      if (block == null) {
        throw new IllegalArgumentException("it is no certificate request in PEM");
      }
      var request = new JcaPKCS10CertificationRequest(block.getContent());
      PublicKey key = request.getPublicKey();
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new IllegalArgumentException("it is not signed with the key that it is for");
      }
      return key;
    } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw new IllegalArgumentException("it is no certificate request", e);
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  /// Writes certificates, in PEM.
  public static void writeCertificates(Path file, List<X509Certificate> certificates) {
    Pem.of(file).add(certificates).write();
  }

  /// The certificates of a PEM file, which anybody may be able to read; at least one.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING` or `KEY_FILE_CORRUPT`
  public static List<X509Certificate> readCertificates(Path file) {
    List<X509Certificate> certificates = Pem.readPublic(file).certificates();
    if (certificates.isEmpty()) {
      throw KeyFiles.corrupt(file, "it has no certificate");
    }
    return certificates;
  }

  private static KeyKind kindOf(byte[] pkcs8) {
    var algorithm = PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm().getAlgorithm();
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return KeyKind.ED25519;
    }
    return algorithm.equals(RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512)
        ? KeyKind.GOST_2015_512
        : KeyKind.P256;
  }
}
