package kz.digitaltenge.ledger.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Asks each question once: tests with thousands of mutations mostly repeat themselves.
public final class RememberingVerifier implements SignatureVerifier {
  private final SignatureVerifier verifier;
  private final Map<Question, Boolean> answers = new ConcurrentHashMap<>();

  /// Asks the JDK.
  public RememberingVerifier() {
    this(JcaSignatures.ofJdk());
  }

  public RememberingVerifier(SignatureVerifier verifier) {
    this.verifier = verifier;
  }

  private record Question(PublicKey key, Bytes message, SignatureBytes signature) {}

  @Override
  public boolean verify(PublicKey key, byte[] message, SignatureBytes signature) {
    return answers.computeIfAbsent(
        new Question(key, Bytes.of(message), signature),
        asked -> verifier.verify(key, asked.message.trusted(), signature));
  }
}
