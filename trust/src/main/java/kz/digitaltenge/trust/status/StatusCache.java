package kz.digitaltenge.trust.status;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import org.jspecify.annotations.Nullable;

/// The status of certificates, asked for once in a while. Without an answer that holds nothing is
/// good: it fails closed.
public final class StatusCache {
  /// How long an answer is relied on here, though it may hold longer: so soon a revocation is
  /// known.
  public static final Duration RELIED_ON = Duration.ofMinutes(5);

  /// How soon a source that did not answer is asked again.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int CERTIFICATES_MAX = 10_000;
  private static final int NONCE_SIZE_BYTES = 16;

  private final StatusSource source;
  private final Entropy entropy;
  private final InstantSource clock;

  @GuardedBy("places")
  private final Map<Hash, Place> places =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Place> eldest) {
          return size() > CERTIFICATES_MAX;
        }
      };

  public StatusCache(StatusSource source, Entropy entropy, InstantSource clock) {
    this.source = source;
    this.entropy = entropy;
    this.clock = clock;
  }

  /// A status and the answer that says it.
  ///
  /// @param answer DER of OCSP; empty when there was none
  public record Known(CertificateStatus status, Bytes answer) {}

  /// The status of a certificate now; waits when it has to be asked for, once for all who want it.
  public Known of(X509Certificate certificate, X509Certificate issuer) {
    Place place;
    synchronized (places) {
      place = places.computeIfAbsent(IssuedCertificate.thumbprint(certificate), _ -> new Place());
    }
    return place.current(certificate, issuer);
  }

  /// The answer that a certificate is good, if one is relied on now; does not ask and does not
  /// wait.
  public Optional<Bytes> good(X509Certificate certificate) {
    Place place;
    synchronized (places) {
      place = places.get(IssuedCertificate.thumbprint(certificate));
    }
    return place == null ? Optional.empty() : place.good();
  }

  /// Why the status of certificates cannot be told now, as this one's shows; empty while an answer
  /// about it is relied on. Others may name what nobody knows, and are no measure.
  public Optional<Problem> trouble(X509Certificate certificate, X509Certificate issuer) {
    return of(certificate, issuer).status() instanceof CertificateStatus.Unavailable(String why)
        ? Optional.of(
            Problem.of(
                ErrorCode.PEER_UNAVAILABLE, "peer", "The status of certificates", "reason", why))
        : Optional.empty();
  }

  private Kept ask(X509Certificate certificate, X509Certificate issuer) {
    byte[] nonce = entropy.bytes(NONCE_SIZE_BYTES);
    Bytes der;
    try {
      der = source.ask(StatusRequest.about(certificate, issuer, nonce));
    } catch (IOException e) {
      var none = new CertificateStatus.Unavailable("nobody answers: " + e.getMessage());
      return new Kept(new Known(none, Bytes.empty()), clock.instant().plus(PAUSE));
    }
    Instant now = clock.instant();
    CertificateStatus status = new StatusAnswer(certificate, issuer).read(der, nonce, now);
    return new Kept(new Known(status, der), now.plus(reliedOn(status, now)));
  }

  private static Duration reliedOn(CertificateStatus status, Instant now) {
    return switch (status) {
      case CertificateStatus.Good(Instant until) -> {
        Duration holds = Duration.between(now, until);
        yield holds.compareTo(RELIED_ON) < 0 ? holds : RELIED_ON;
      }
      case CertificateStatus.Revoked _ -> RELIED_ON;
      case CertificateStatus.Unknown _, CertificateStatus.Unavailable _ -> PAUSE;
    };
  }

  private record Kept(Known known, Instant until) {}

  /// One certificate's place: whoever comes while it is being asked for waits for that.
  private final class Place {
    private final ReentrantLock lock = new ReentrantLock();

    /// Written by who has the lock.
    private volatile @Nullable Kept kept;

    Optional<Bytes> good() {
      Kept last = kept;
      return last != null
              && last.known().status() instanceof CertificateStatus.Good
              && clock.instant().isBefore(last.until())
          ? Optional.of(last.known().answer())
          : Optional.empty();
    }

    Known current(X509Certificate certificate, X509Certificate issuer) {
      lock.lock();
      try {
        Kept last = kept;
        if (last == null || !clock.instant().isBefore(last.until())) {
          last = ask(certificate, issuer);
          kept = last;
        }
        return last.known();
      } finally {
        lock.unlock();
      }
    }
  }
}
