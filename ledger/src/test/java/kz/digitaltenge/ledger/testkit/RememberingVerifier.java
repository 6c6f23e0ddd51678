package kz.digitaltenge.ledger.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// The JDK's verification, each question asked once: tests with thousands of mutations mostly
/// repeat themselves.
public final class RememberingVerifier implements SignatureVerifier {
  private final SignatureVerifier verifier = JcaSignatures.ofJdk();
  private final Map<Question, Boolean> answers = new ConcurrentHashMap<>();

  private record Question(PublicKey key, Bytes message, SignatureBytes signature) {}

  @Override
  public boolean verify(PublicKey key, byte[] message, SignatureBytes signature) {
    return answers.computeIfAbsent(
        new Question(key, Bytes.of(message), signature),
        asked -> verifier.verify(key, asked.message.trusted(), signature));
  }
}
