package kz.digitaltenge.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.crypto.Hash;

/// A secret of a folder, as it may be shown.
///
/// @param label what it is called in its security module, or, of a seed, the module's key that
///   alone opens it; empty when the file has it
/// @param fingerprint SHA-256 of the public key's encoding (RFC 5280), its first sixteen
///   hexadecimal digits; empty for a seed
/// @param made when its file was written
public record KeptKey(
    String name, Kind kind, Optional<String> label, Optional<String> fingerprint, Instant made) {
  /// What it is.
  public enum Kind {
    P256,
    SEED
  }

  private static final Pattern FILE = Pattern.compile("(.+?)((\\.key|\\.seed)?\\.pem|\\.key)");
  private static final int FINGERPRINT_DIGITS = 16;

  /// The secrets of a folder by name; certificates alone are none.
  ///
  /// @throws PlatformException `KEY_FILE_CORRUPT`, `KEY_FILE_OPEN_TO_OTHERS` or `STORAGE_FAILED`
  public static List<KeptKey> in(Path folder) {
    var kept = new ArrayList<KeptKey>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          read(file, name.group(1)).ifPresent(kept::add);
        }
      }
    } catch (IOException e) {
      throw KeyFiles.failed(folder, e);
    }
    return kept;
  }

  private static Optional<KeptKey> read(Path file, String name) throws IOException {
    Pem pem = Pem.readPublic(file);
    Instant made = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
    if (pem.has(Pem.SEED) || pem.has(KeyFolder.SEALED_SEED)) {
      return Optional.of(new KeptKey(name, Kind.SEED, KeyPlace.label(pem), Optional.empty(), made));
    }
    if (!pem.has(Pem.PRIVATE_KEY) && !pem.has(KeyPlace.MODULE_KEY)) {
      return Optional.empty();
    }
    return Optional.of(
        new KeptKey(name, Kind.P256, KeyPlace.label(pem), Optional.of(fingerprint(pem)), made));
  }

  private static String fingerprint(Pem pem) {
    byte[] encoded =
        pem.has(Pem.PUBLIC_KEY)
            ? pem.only(Pem.PUBLIC_KEY)
            : pem.certificates().getFirst().getPublicKey().getEncoded();
    return Hash.sha256(encoded).hex().substring(0, FINGERPRINT_DIGITS);
  }
}
