package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.IssuedCertificate;

/// Whether a signature is over a description and of a certificate's key: the key decides the
/// algorithm, never the message alone.
public final class SignatureCheck {
  private SignatureCheck() {}

  /// Whether a signature, as it was sent, is over this message and names this certificate, which
  /// the asker trusts already. Neither the time nor a replay is looked at: this is for who asked
  /// and reads the answer, which is bound to the question.
  public static boolean isBy(
      X509Certificate signer, MessageDescription description, String signature) {
    return DetachedSignature.read(signature)
            instanceof DetachedSignature.Read.Good(DetachedSignature read)
        && read.thumbprint().equals(IssuedCertificate.thumbprint(signer))
        && refusal(read, description.bytes(), signer, MessageCryptography.ofJdk()).isEmpty();
  }

  static Optional<MessageRefusal> refusal(
      DetachedSignature signature,
      Bytes described,
      X509Certificate signer,
      MessageCryptography cryptography) {
    boolean isOfTheKey =
        KeyKind.of(signer.getPublicKey()).filter(signature.algorithm()::equals).isPresent();
    if (!isOfTheKey) {
      return Optional.of(MessageRefusal.ALGORITHM_NOT_OF_THE_KEY);
    }
    return signature.verifies(described, signer.getPublicKey(), cryptography)
        ? Optional.empty()
        : Optional.of(MessageRefusal.SIGNATURE_WRONG);
  }
}
