package kz.digitaltenge.trust.participant;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;

/// What the registry of certificates holds, one after the other.
sealed interface RegistryRecord {
  /// A certificate, and the hash of the request that it answers.
  record Issued(IssuedCertificate certificate, Hash content) implements RegistryRecord {}

  record Revoked(BigInteger serial, Revocation revocation) implements RegistryRecord {}

  int TEXT_MAX_BYTES = 64;
  int CERTIFICATE_MAX_BYTES = 16 * 1024;
  int SERIAL_MAX_BYTES = 20;
  int ISSUED = 1;
  int REVOKED = 2;

  default byte[] encode() {
    return switch (this) {
      case Issued(IssuedCertificate issued, Hash content) ->
          new CborWriter()
              .array(6)
              .uint(ISSUED)
              .text(issued.requestId())
              .text(issued.kind().name())
              .bytes(content.trusted())
              .uint(issued.at().toEpochMilli())
              .bytes(IssuedCertificate.encoded(issued.certificate()))
              .toBytes();
      case Revoked(BigInteger serial, Revocation revocation) ->
          new CborWriter()
              .array(4)
              .uint(REVOKED)
              .bytes(serial.toByteArray())
              .uint(revocation.reason().number())
              .uint(revocation.at().toEpochMilli())
              .toBytes();
    };
  }

  static RegistryRecord decode(byte[] bytes) {
    return CborReader.decode(bytes, RegistryRecord::read);
  }

  private static RegistryRecord read(CborReader in) {
    int members = in.array(6);
    long kind = in.uint();
    if (kind == ISSUED && members == 6) {
      String requestId = in.text(TEXT_MAX_BYTES);
      CertificateKind purpose = kindNamed(in.text(TEXT_MAX_BYTES), in);
      Hash content = Hash.readFrom(in);
      Instant at = Instant.ofEpochMilli(in.uint());
      X509Certificate certificate = certificate(in.bytes(CERTIFICATE_MAX_BYTES), in);
      return new Issued(
          new IssuedCertificate(requestId, purpose, at, certificate, Optional.empty()), content);
    }
    if (kind == REVOKED && members == 4) {
      var serial = new BigInteger(in.bytes(SERIAL_MAX_BYTES));
      RevocationReason reason =
          RevocationReason.ofNumber(in.uint()).orElseThrow(() -> in.refusal(Malformed.BAD_VALUE));
      return new Revoked(serial, new Revocation(reason, Instant.ofEpochMilli(in.uint())));
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }

  private static CertificateKind kindNamed(String name, CborReader in) {
    try {
      return CertificateKind.valueOf(name);
    } catch (IllegalArgumentException _) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
  }

  private static X509Certificate certificate(byte[] der, CborReader in) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException _) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
  }
}
