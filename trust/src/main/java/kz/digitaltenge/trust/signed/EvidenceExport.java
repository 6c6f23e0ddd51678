package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import kz.digitaltenge.trust.signed.EvidenceReport.Stamp;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/// Takes a proved message apart into files that other programs read.
///
/// ```
/// signed.bin       the bytes that the signature is over
/// signature.bin    the signature: DER for P-256, as it is for Ed25519
/// signer.crt, issuer.crt, root.crt    PEM
/// signer.ocsp, issuer.ocsp            the answers about status, DER
/// stamp.tst, stamp.sha256             the time stamp under it, if there is one: the token, DER, and
///                                     what was stamped, the hash of the chain after the message
/// ```
public final class EvidenceExport {
  private static final int HALF_SIZE_BYTES = 32;

  private EvidenceExport() {}

  /// Writes the files.
  ///
  /// @throws IllegalArgumentException when the message is not proved
  /// @throws PlatformException `STORAGE_FAILED` or `DISK_FULL`
  public static void write(Finding message, Path folder) {
    if (!(message.judgement() instanceof Judgement.Proved proved)
        || !(DetachedSignature.read(message.signature())
            instanceof DetachedSignature.Read.Good(DetachedSignature signature))) {
      throw new IllegalArgumentException("the message is not proved");
    }
    KeyFiles.makeFolder(folder);
    KeyFiles.write(folder.resolve("signed.bin"), signedBytes(message, signature));
    KeyFiles.write(folder.resolve("signature.bin"), value(signature));
    List<String> names = List.of("signer", "issuer", "root");
    for (int i = 0; i < names.size(); i++) {
      ParticipantKeys.writeCertificates(
          folder.resolve(names.get(i) + ".crt"), List.of(proved.chain().get(i)));
    }
    for (int i = 0; i < proved.answers().size(); i++) {
      KeyFiles.write(folder.resolve(names.get(i) + ".ocsp"), proved.answers().get(i).toArray());
    }
    message.stamp().ifPresent(stamp -> write(stamp, folder));
  }

  private static void write(Stamp stamp, Path folder) {
    KeyFiles.write(folder.resolve("stamp.tst"), stamp.token().toArray());
    KeyFiles.write(
        folder.resolve("stamp.sha256"), (stamp.digest().hex() + "\n").getBytes(US_ASCII));
  }

  private static byte[] signedBytes(Finding message, DetachedSignature signature) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((signature.headerPart() + ".").getBytes(US_ASCII));
    bytes.writeBytes(message.description().trusted());
    return bytes.toByteArray();
  }

  private static byte[] value(DetachedSignature signature) {
    byte[] value = signature.value().toArray();
    return signature.algorithm() == KeyKind.P256 ? der(value) : value;
  }

  private static byte[] der(byte[] value) {
    var r = new BigInteger(1, Arrays.copyOf(value, HALF_SIZE_BYTES));
    var s = new BigInteger(1, Arrays.copyOfRange(value, HALF_SIZE_BYTES, value.length));
    try {
      return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)})
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("A signature without an encoding", e);
    }
  }
}
