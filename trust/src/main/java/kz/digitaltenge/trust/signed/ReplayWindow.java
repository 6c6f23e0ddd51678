package kz.digitaltenge.trust.signed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.ledger.crypto.Hash;

/// Remembers which nonces were used, as long as a message with one of them could still be in time.
///
/// There is so much room for all participants together. When that is used up, who has less than an
/// equal part of it still gets in, so that nobody fills it for the others; up to twice as much room
/// is for them.
final class ReplayWindow {
  enum Claim {
    FRESH,
    SEEN,
    /// Forgetting one that is still in time would let it be replayed.
    FULL
  }

  private final int nonces;

  // By participant. In the order of their coming, so that the oldest are at the front.
  @GuardedBy("this")
  private final Map<String, Map<Hash, Instant>> seen = new HashMap<>();

  @GuardedBy("this")
  private int count;

  /// Begins with none.
  ///
  /// @param nonces how many it remembers of whoever comes; for those who have less than an equal
  ///   part, up to twice as many in all; 100 bytes each
  ReplayWindow(int nonces) {
    this.nonces = nonces;
  }

  /// Whose message it is.
  ///
  /// @param signer each certificate has nonces of its own
  record Nonce(String participant, Hash signer, String text) {
    private Hash key() {
      return Hash.sha256(signer.trusted(), text.getBytes(US_ASCII));
    }
  }

  /// Whether a nonce was taken.
  synchronized boolean has(Nonce nonce, Instant now) {
    forget(now);
    return seen.getOrDefault(nonce.participant(), Map.of()).containsKey(nonce.key());
  }

  /// Takes a nonce for good.
  ///
  /// @param until when a message with it is too old anyway
  synchronized Claim claim(Nonce nonce, Instant until, Instant now) {
    forget(now);
    Map<Hash, Instant> own = seen.computeIfAbsent(nonce.participant(), _ -> new LinkedHashMap<>());
    Hash key = nonce.key();
    if (own.containsKey(key)) {
      return Claim.SEEN;
    }
    if (count >= 2L * nonces || (count >= nonces && own.size() >= nonces / seen.size())) {
      return Claim.FULL;
    }
    own.put(key, until);
    count++;
    return Claim.FRESH;
  }

  /// Takes a nonce that was claimed before a restart: there is room for each, since there was then.
  synchronized void restore(Nonce nonce, Instant until, Instant now) {
    if (until.isBefore(now)) {
      return;
    }
    Map<Hash, Instant> own = seen.computeIfAbsent(nonce.participant(), _ -> new LinkedHashMap<>());
    if (own.put(nonce.key(), until) == null) {
      count++;
    }
  }

  @GuardedBy("this")
  private void forget(Instant now) {
    var each = seen.values().iterator();
    while (each.hasNext()) {
      Map<Hash, Instant> own = each.next();
      var oldest = own.values().iterator();
      while (oldest.hasNext() && oldest.next().isBefore(now)) {
        oldest.remove();
        count--;
      }
      if (own.isEmpty()) {
        each.remove();
      }
    }
  }
}
