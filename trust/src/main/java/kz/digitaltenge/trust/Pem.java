package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/// A file of PEM blocks (RFC 7468).
public final class Pem {
  public static final String PRIVATE_KEY = "PRIVATE KEY";
  public static final String PUBLIC_KEY = "PUBLIC KEY";
  public static final String CERTIFICATE = "CERTIFICATE";
  public static final String SEED = "DIGITAL TENGE SEED";

  private final Path file;
  private final List<PemObject> blocks;

  private Pem(Path file, List<PemObject> blocks) {
    this.file = file;
    this.blocks = blocks;
  }

  public static Pem of(Path file) {
    return new Pem(file, new ArrayList<>());
  }

  public static Pem read(Path file) {
    return parsed(file, KeyFiles.read(file));
  }

  /// Of a file that holds nothing secret.
  public static Pem readPublic(Path file) {
    return parsed(file, KeyFiles.readPublic(file));
  }

  private static Pem parsed(Path file, byte[] content) {
    var blocks = new ArrayList<PemObject>();
    String text = new String(content, US_ASCII);
    try (var reader = new PemReader(new StringReader(text))) {
      for (var block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
        blocks.add(block);
      }
    } catch (IOException | RuntimeException e) {
      // The reader throws unchecked exceptions too for bad base64.
      throw KeyFiles.corrupt(file, e);
    }
    return new Pem(file, blocks);
  }

  public Pem add(String type, byte[] content) {
    blocks.add(new PemObject(type, content));
    return this;
  }

  public Pem add(List<X509Certificate> certificates) {
    certificates.forEach(certificate -> add(CERTIFICATE, encoded(certificate)));
    return this;
  }

  public void write() {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      for (PemObject block : blocks) {
        writer.writeObject(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    KeyFiles.write(file, text.toString().getBytes(US_ASCII));
  }

  /// Whether there is a block of this type.
  public boolean has(String type) {
    return !contents(type).isEmpty();
  }

  /// The content of the one block of this type.
  public byte[] only(String type) {
    var found = contents(type);
    if (found.size() != 1) {
      throw KeyFiles.corrupt(file, "it has " + found.size() + " blocks " + type);
    }
    return found.getFirst();
  }

  public List<X509Certificate> certificates() {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var certificates = new ArrayList<X509Certificate>();
      for (byte[] content : contents(CERTIFICATE)) {
        var certificate = factory.generateCertificate(new ByteArrayInputStream(content));
        certificates.add((X509Certificate) certificate);
      }
      return certificates;
    } catch (CertificateException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  private List<byte[]> contents(String type) {
    return blocks.stream()
        .filter(block -> block.getType().equals(type))
        .map(PemObject::getContent)
        .toList();
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate without an encoding", e);
    }
  }
}
