package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.ledger.crypto.Hash;

/// Remembers which nonces were used, as long as a message with one of them could still be in time.
final class ReplayWindow {
  enum Claim {
    FRESH,
    SEEN,
    /// Forgetting one that is still in time would let it be replayed.
    FULL
  }

  private final int nonces;

  // In the order of their coming, so that the oldest are at the front.
  @GuardedBy("this")
  private final Map<Hash, Instant> seen = new LinkedHashMap<>();

  /// Begins with none.
  ///
  /// @param nonces how many it remembers; 100 bytes each
  ReplayWindow(int nonces) {
    this.nonces = nonces;
  }

  /// Takes a nonce for good.
  ///
  /// @param signer each has nonces of their own
  /// @param until when a message with it is too old anyway
  synchronized Claim claim(Hash signer, String nonce, Instant until, Instant now) {
    forget(now);
    Hash key = Hash.sha256(signer.trusted(), nonce.getBytes(US_ASCII));
    if (seen.containsKey(key)) {
      return Claim.SEEN;
    }
    if (seen.size() >= nonces) {
      return Claim.FULL;
    }
    seen.put(key, until);
    return Claim.FRESH;
  }

  @GuardedBy("this")
  private void forget(Instant now) {
    var oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next().isBefore(now)) {
      oldest.remove();
    }
  }
}
