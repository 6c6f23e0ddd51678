package kz.digitaltenge.ledger.crypto;

/// A key that signs, wherever it lives.
public interface Signer {
  PublicKey publicKey();

  /// Throws [SigningException] when the provider or the hardware behind it fails. Callable from any
  /// thread.
  SignatureBytes sign(byte[] message);
}
