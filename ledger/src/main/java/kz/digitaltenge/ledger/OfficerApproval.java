package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// One officer's yes to a step of an issuance register, by the key that only the officer has (A4).
public record OfficerApproval(ApprovedStep step, OfficerSignature by) {
  public static final int BYTES_MAX = 8 * 1024;

  public static OfficerApproval sign(ApprovedStep step, Signer officer) {
    return new OfficerApproval(
        step, new OfficerSignature(officer.publicKey(), officer.sign(step.message())));
  }

  public PublicKey officer() {
    return by.officer();
  }

  /// Whether the signature is the officer's; not whether it is an officer's.
  public boolean verifies(SignatureVerifier verifier) {
    return verifier.verify(by.officer(), step.message(), by.signature());
  }

  public byte[] encode() {
    return Encoding.encode(this, OfficerApproval::writeTo);
  }

  public static OfficerApproval decode(byte[] bytes) {
    if (bytes.length > BYTES_MAX) {
      throw new MalformedException(Malformed.TOO_LARGE, 0);
    }
    return Encoding.decode(bytes, OfficerApproval::readFrom);
  }

  void writeTo(CborWriter out) {
    step.writeTo(out.array(2));
    by.writeTo(out);
  }

  static OfficerApproval readFrom(CborReader in) {
    in.arrayOf(2);
    return new OfficerApproval(ApprovedStep.readFrom(in), OfficerSignature.readFrom(in));
  }
}
