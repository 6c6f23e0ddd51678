package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.KeyKind;

/// Whether a signature is over a description and of a certificate's key: the key decides the
/// algorithm, never the message alone.
final class SignatureCheck {
  private SignatureCheck() {}

  static Optional<MessageRefusal> refusal(
      DetachedSignature signature, Bytes described, X509Certificate signer) {
    boolean isOfTheKey =
        KeyKind.of(signer.getPublicKey()).filter(signature.algorithm()::equals).isPresent();
    if (!isOfTheKey) {
      return Optional.of(MessageRefusal.ALGORITHM_NOT_OF_THE_KEY);
    }
    return signature.verifies(described, signer.getPublicKey())
        ? Optional.empty()
        : Optional.of(MessageRefusal.SIGNATURE_WRONG);
  }
}
