package kz.digitaltenge.api.stream;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// With what a process proves who it is, and whom it believes. Thread-safe.
///
/// While the process runs, a certificate that is issued to the same holder may take the place of
/// this one ([#renew]), and certificates may be refused from some time on ([#refuse]): whatever was
/// made with [#keyManager] and [#trustManager] goes by it from the next handshake on.
public final class TlsIdentity {
  private final List<X509Certificate> roots;
  private final NetworkTrust trust;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  // Guarded by this; there from the first time on that somebody wants to shake hands.
  private @Nullable RenewableKeys keys;
  private volatile Held held;

  /// What a handshake shows.
  private record Held(List<X509Certificate> chain, PrivateKey key) {}

  /// What a holder has.
  ///
  /// @param chain its own certificate first, then those up to the root, without the root
  /// @param key the private key of the first certificate
  /// @param roots the network's roots: a peer's certificate must lead to one of them
  public TlsIdentity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> roots) {
    if (chain.isEmpty() || roots.isEmpty()) {
      throw new IllegalArgumentException("a certificate and a root are needed");
    }
    this.held = new Held(List.copyOf(chain), key);
    this.roots = List.copyOf(roots);
    this.trust = new NetworkTrust(roots);
  }

  /// The certificates of now.
  public List<X509Certificate> chain() {
    return held.chain();
  }

  public PrivateKey key() {
    return held.key();
  }

  public List<X509Certificate> roots() {
    return roots;
  }

  /// Who this is; its time is that of the certificate of now.
  public PeerIdentity self() {
    return PeerIdentity.of(held.chain().getFirst());
  }

  /// When the first certificate of the chain to run out does so.
  public Instant validUntil() {
    return held.chain().stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /// Goes by another certificate of the same holder from the next handshake on; connections that
  /// are open stay.
  ///
  /// @return whether that changed anything
  /// @throws IllegalArgumentException when it is somebody else's or another network's
  public boolean renew(TlsIdentity next) {
    PeerIdentity self = self();
    PeerIdentity other = next.self();
    if (!other.name().equals(self.name())
        || other.kind() != self.kind()
        || !other.participant().equals(self.participant())) {
      throw notInPlace(next);
    }
    return follow(next);
  }

  /// The same for a certificate that says in another way whose it is, such as a participant's:
  /// whoever calls has seen to it that both have the same holder.
  ///
  /// @return whether that changed anything
  /// @throws IllegalArgumentException when it comes from other roots
  public synchronized boolean follow(TlsIdentity next) {
    if (!next.roots.equals(roots)) {
      throw notInPlace(next);
    }
    Held following = next.held;
    if (following.chain().equals(held.chain())) {
      return false;
    }
    if (keys != null) {
      keys.replace(following.chain(), following.key());
    }
    held = following;
    return true;
  }

  private IllegalArgumentException notInPlace(TlsIdentity next) {
    return new IllegalArgumentException(next + " does not take the place of " + this);
  }

  /// Believes none of these certificates any more, beside those refused before.
  ///
  /// @param serials the certificates' numbers
  public void refuse(Set<BigInteger> serials) {
    if (trust.refuse(serials)) {
      listeners.forEach(Runnable::run);
    }
  }

  /// Whether this was refused, for connections that were made before, or by resuming one.
  public boolean refuses(X509Certificate certificate) {
    return trust.refused().contains(certificate.getSerialNumber());
  }

  /// Tells whoever holds connections open that some may be of certificates that are refused now.
  void whenRefused(Runnable listener) {
    listeners.add(listener);
  }

  /// Shows the certificate of the time of each handshake.
  public synchronized X509ExtendedKeyManager keyManager() {
    RenewableKeys shown = keys;
    if (shown == null) {
      shown = new RenewableKeys(held.chain(), held.key());
      keys = shown;
    }
    return shown;
  }

  /// Believes what leads to the roots and is not refused at the time of each handshake.
  public X509ExtendedTrustManager trustManager() {
    return trust;
  }

  /// Without the key.
  @Override
  public String toString() {
    return "TlsIdentity[" + held.chain().getFirst().getSubjectX500Principal().getName() + "]";
  }
}
