package kz.digitaltenge.trust.participant;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyPlace;
import kz.digitaltenge.trust.Pem;

/// A certificate with its key: the root, an issuer, or who signs answers about status for one.
///
/// @param name of its file, such as `issuer-1`
record Signatory(String name, X509Certificate certificate, PrivateKey key) {
  static Path file(Path folder, String name) {
    return folder.resolve(name + ".pem");
  }

  /// Reads one that was written before.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_CORRUPT` or `KEY_FILE_OPEN_TO_OTHERS`
  static Signatory read(Path folder, String name) {
    Path file = file(folder, name);
    Pem pem = Pem.read(file);
    List<X509Certificate> certificates = pem.certificates();
    if (certificates.size() != 1) {
      throw KeyFiles.corrupt(file, "it has " + certificates.size() + " certificates");
    }
    X509Certificate certificate = certificates.getFirst();
    return new Signatory(
        name, certificate, KeyPlace.of(folder).read(file, pem, certificate.getPublicKey()));
  }

  /// Writes one whose key was made for it.
  static void write(Path folder, String name, X509Certificate certificate, KeyPlace.Made made) {
    made.into(file(folder, name)).add(List.of(certificate)).write();
  }

  Instant validUntil() {
    return certificate.getNotAfter().toInstant();
  }
}
