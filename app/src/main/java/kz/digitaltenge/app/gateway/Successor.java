package kz.digitaltenge.app.gateway;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.participant.SubjectName;
import org.jspecify.annotations.Nullable;

/// A certificate that is to take another's place while a gateway runs: of the same holder, for the
/// same uses and hosts, good now and under the same root. Whatever else lies in its file would cut
/// the gateway off from those who ask it.
///
/// @param former the certificate of now, its issuer's, the root
/// @param next the same of the one to come
record Successor(List<X509Certificate> former, List<X509Certificate> next, InstantSource clock) {
  private static final int LINKS = 3;

  /// @param file where it lies
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_CORRUPT` when it does not fit
  void requireFit(Path file) {
    misfit()
        .ifPresent(
            reason -> {
              throw KeyFiles.corrupt(file, reason);
            });
  }

  private Optional<String> misfit() {
    if (next.size() != LINKS || !next.getLast().equals(former.getLast())) {
      return Optional.of(
          "it does not hold a certificate, its issuer's and the root that the gateway goes by");
    }
    try {
      for (int i = 0; i < LINKS - 1; i++) {
        next.get(i).checkValidity(Date.from(clock.instant()));
        next.get(i).verify(next.get(i + 1).getPublicKey());
      }
      X509Certificate before = former.getFirst();
      X509Certificate after = next.getFirst();
      String holder = SubjectName.commonNameOf(before);
      if (!SubjectName.commonNameOf(after).equals(holder)) {
        return Optional.of("its certificate is not that of " + holder);
      }
      if (!all(after.getExtendedKeyUsage()).containsAll(all(before.getExtendedKeyUsage()))) {
        return Optional.of("its certificate is for other uses");
      }
      return all(after.getSubjectAlternativeNames())
              .containsAll(all(before.getSubjectAlternativeNames()))
          ? Optional.empty()
          : Optional.of("its certificate is not for the hosts of the one before");
    } catch (GeneralSecurityException e) {
      return Optional.of("its certificates are not good now: " + e.getMessage());
    }
  }

  private static Set<Object> all(@Nullable Collection<?> named) {
    return named == null ? Set.of() : new HashSet<>(named);
  }
}
