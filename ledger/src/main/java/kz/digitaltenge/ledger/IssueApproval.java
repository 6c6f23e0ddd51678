package kz.digitaltenge.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// What an issue carries of its officers' approvals; what they signed follows from it and from the
/// transaction.
///
/// @param conversion the bank's name for what was approved
/// @param signatures over [ApprovedStep#message()]
/// @param unused shows that no step was bound to the confirmation before
public record IssueApproval(
    String conversion, List<OfficerSignature> signatures, UnusedProof unused) {
  private static final int SIGNATURES_MAX = 32;

  public IssueApproval {
    Encoding.text(conversion, ApprovedStep.CONVERSION_BYTES_MAX, "conversion");
    signatures = Encoding.atMost(SIGNATURES_MAX, signatures, "signatures");
  }

  /// The officers whose signatures over the step hold, of those that count.
  public Set<PublicKey> officers(
      ApprovedStep step, Predicate<PublicKey> counts, SignatureVerifier verifier) {
    Set<PublicKey> officers = new HashSet<>();
    byte[] message = step.message();
    for (OfficerSignature by : signatures) {
      if (counts.test(by.officer()) && verifier.verify(by.officer(), message, by.signature())) {
        officers.add(by.officer());
      }
    }
    return officers;
  }

  void writeTo(CborWriter out) {
    out.array(3).text(conversion);
    Encoding.list(out, signatures, OfficerSignature::writeTo);
    unused.writeTo(out);
  }

  static IssueApproval readFrom(CborReader in) {
    in.arrayOf(3);
    return new IssueApproval(
        in.text(ApprovedStep.CONVERSION_BYTES_MAX),
        Encoding.list(in, SIGNATURES_MAX, OfficerSignature::readFrom),
        UnusedProof.readFrom(in));
  }
}
