package kz.digitaltenge.notary.core;

import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Verifies a signature once. The attestations of a batch share one signature over its root, and
/// all batches of a key one certificate, so most requests cost no signature at all. Only what is
/// valid is remembered: false ones cannot push true ones out.
public final class RememberingVerifier implements SignatureVerifier {

  private final SignatureVerifier verifier;

  /// Guarded by itself.
  private final Map<Verified, Boolean> valid;

  private record Verified(PublicKey key, Bytes message, SignatureBytes signature) {}

  /// @param remembered how many signatures are remembered, those used last
  public RememberingVerifier(SignatureVerifier verifier, int remembered) {
    this.verifier = verifier;
    this.valid =
        new LinkedHashMap<>(remembered, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Verified, Boolean> eldest) {
            return size() > remembered;
          }
        };
  }

  @Override
  public SignatureVerifier once() {
    return verifier;
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, SignatureBytes signature) {
    Verified asked = new Verified(key, Bytes.ofTrusted(message), signature);
    synchronized (valid) {
      if (valid.get(asked) != null) {
        return true;
      }
    }
    if (!verifier.verify(key, message, signature)) {
      return false;
    }
    synchronized (valid) {
      valid.put(asked, Boolean.TRUE);
    }
    return true;
  }
}
