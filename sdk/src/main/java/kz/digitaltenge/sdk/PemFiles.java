package kz.digitaltenge.sdk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads PEM, for programs that keep their keys in files.
public final class PemFiles {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PemFiles() {}

  /// The certificates of a file, in its order.
  ///
  /// @throws IllegalArgumentException when it holds none
  public static List<X509Certificate> certificates(Path file) {
    try {
      return read(Files.readAllBytes(file));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + " holds no certificates", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The certificate of a text.
  ///
  /// @throws UntrustedMessageException when it is none
  static X509Certificate certificate(String pem) {
    try {
      return read(pem.getBytes(StandardCharsets.US_ASCII)).getFirst();
    } catch (GeneralSecurityException | NoSuchElementException e) {
      throw new UntrustedMessageException("It is signed and yet no certificate", e);
    }
  }

  private static List<X509Certificate> read(byte[] pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  /// The private key of a certificate, PKCS #8.
  ///
  /// @throws IllegalArgumentException when the file holds another one, or none
  public static PrivateKey privateKey(Path file, X509Certificate its) {
    try {
      Matcher block = PRIVATE_KEY.matcher(Files.readString(file));
      if (!block.find()) {
        throw new IllegalArgumentException(file + " holds no private key");
      }
      byte[] der = Base64.getMimeDecoder().decode(block.group(1));
      return KeyFactory.getInstance(its.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + " does not hold the key of its certificate", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
