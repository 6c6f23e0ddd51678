package kz.digitaltenge.centralbank.supply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// A file a proof, whole or not at all, named after when and where the cut was, what came out, and
/// the hash of what is in the file. Those that found something and those of a day's end are kept
/// for good, of the others the newest.
public final class FolderShelf implements ProofShelf {
  /// Of either kind. An hour of them, at one a minute.
  private static final int ORDINARY_MAX = 60;

  private static final Pattern NAME =
      Pattern.compile(
          "(?<at>[0-9]{19})-(?<position>[0-9]{19})-(?<kind>green|incomplete|red|day)-(?<hash>[0-9a-f]{16})\\.cbor");

  private static final int HASH_DIGITS = 16;

  private final Path folder;

  /// A proof as it is kept.
  public record Kept(Path file, Kind kind, SupplyProof proof) {}

  /// Keeps proofs in a folder, which is made when it is first needed.
  public FolderShelf(Path folder) {
    this.folder = folder;
  }

  @Override
  public void keep(SupplyProof proof, Kind kind) {
    byte[] content = proof.encode();
    String name =
        "%019d-%019d-%s-%s.cbor"
            .formatted(
                proof.cut().head().logTime().toEpochMilli(),
                proof.position(),
                kind.word(),
                digits(content));
    try {
      Files.createDirectories(folder);
      Path unfinished = folder.resolve(name + ".new");
      try (var file =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          var _ = file.write(bytes);
        }
        file.force(true);
      }
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      forgetOld(Kind.GREEN);
      forgetOld(Kind.INCOMPLETE);
    } catch (IOException e) {
      throw new UncheckedIOException("The supply proof cannot be kept in " + folder, e);
    }
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT` when its file was
  ///   damaged
  @Override
  public Optional<SupplyProof> newest() {
    List<Path> files = files();
    return files.isEmpty() ? Optional.empty() : Optional.of(read(files.getLast()).proof());
  }

  @Override
  public Optional<Instant> newestDay() {
    return files().reversed().stream()
        .filter(file -> kind(file) == Kind.DAY)
        .findFirst()
        .map(file -> Instant.ofEpochMilli(Long.parseLong(part(file, "at"))));
  }

  private void forgetOld(Kind kind) throws IOException {
    List<Path> ordinary = files().stream().filter(file -> kind(file) == kind).toList();
    for (Path file : ordinary.subList(0, Math.max(0, ordinary.size() - ORDINARY_MAX))) {
      Files.delete(file);
    }
  }

  static Kind kind(Path file) {
    return Kind.named(part(file, "kind"));
  }

  static String part(Path file, String part) {
    Matcher name = matches(file);
    return name.matches() ? name.group(part) : "";
  }

  private static String digits(byte[] content) {
    return Hash.sha256(content).hex().substring(0, HASH_DIGITS);
  }

  /// The files of the proofs, oldest first.
  public List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> matches(file).matches())
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The supply proofs cannot be read in " + folder, e);
    }
  }

  private static Matcher matches(Path file) {
    return NAME.matcher(file.getFileName().toString());
  }

  /// Reads a proof that [#files()] lists.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT` when it is not what
  ///   was written
  public static Kept read(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      if (!digits(content).equals(part(file, "hash"))) {
        throw corrupt(file, "it is not what was written: its hash is not that of its name")
            .exception();
      }
      return new Kept(file, kind(file), SupplyProof.decode(content));
    } catch (MalformedException e) {
      throw corrupt(file, String.valueOf(e.reason())).exception(e);
    } catch (IOException e) {
      throw new UncheckedIOException("The supply proof cannot be read: " + file, e);
    }
  }

  private static Problem corrupt(Path file, String reason) {
    return Problem.of(ErrorCode.DATA_FOLDER_CORRUPT, "path", file, "reason", reason);
  }
}
