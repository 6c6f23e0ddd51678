package kz.digitaltenge.ledger.crypto;

/// Decides whether a signature is valid.
public interface SignatureVerifier {
  /// Bytes from outside never make this throw: what is not a valid signature is not valid. Callable
  /// from any thread.
  boolean verify(PublicKey key, byte[] message, SignatureBytes signature);

  /// The same for signatures that will not be seen again: one that remembers need not keep them.
  default SignatureVerifier once() {
    return this;
  }
}
