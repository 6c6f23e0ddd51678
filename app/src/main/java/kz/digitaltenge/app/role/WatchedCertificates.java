package kz.digitaltenge.app.role;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.app.observe.CertificateMeters;
import kz.digitaltenge.app.observe.Reading;

/// Certificates that run out unless somebody replaces them, for a [CertificateWatch] to look at.
public interface WatchedCertificates {
  /// Takes what there is now; until then there are none.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when they cannot be read; those of before
  ///   stay
  void read();

  /// A line for the log, without personal data, for each that was read and runs out soon.
  List<String> warnings(Instant now);

  /// Tells monitoring when those run out that were read last, until what is returned is closed.
  Reading tell(CertificateMeters meters);
}
