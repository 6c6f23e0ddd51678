package kz.digitaltenge.app.ca;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which root of certificates whoever asks trusts.
final class RootOption {
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = "The trusted root, PEM; that of the data folder's authority when left out.")
  private @Nullable Path root;

  Set<Hash> roots() {
    Path file = root;
    if (file != null) {
      return ParticipantKeys.readCertificates(file).stream()
          .map(IssuedCertificate::thumbprint)
          .collect(Collectors.toSet());
    }
    try (var authority = CaFolder.open(data.folder())) {
      return Set.of(IssuedCertificate.thumbprint(authority.root()));
    }
  }
}
