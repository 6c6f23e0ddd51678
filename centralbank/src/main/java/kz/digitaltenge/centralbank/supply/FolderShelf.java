package kz.digitaltenge.centralbank.supply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// A file a proof, whole or not at all. Those that found something and those of a day's end are
/// kept for good, of the others the newest.
public final class FolderShelf implements ProofShelf {
  /// Of either kind. An hour of them, at one a minute.
  private static final int ORDINARY_MAX = 60;

  private static final Pattern NAME =
      Pattern.compile("([0-9]{19})-[0-9]{19}-(green|incomplete|red|day)\\.cbor");

  private final Path folder;

  /// Keeps proofs in a folder, which is made when it is first needed.
  public FolderShelf(Path folder) {
    this.folder = folder;
  }

  @Override
  public void keep(SupplyProof proof, Kind kind) {
    String name =
        "%019d-%019d-%s.cbor"
            .formatted(proof.cut().head().logTime().toEpochMilli(), proof.position(), kind.word());
    try {
      Files.createDirectories(folder);
      Path unfinished = folder.resolve(name + ".new");
      try (var file =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(proof.encode());
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
    List<Path> kept = kept();
    return kept.isEmpty() ? Optional.empty() : Optional.of(read(kept.getLast()));
  }

  private void forgetOld(Kind kind) throws IOException {
    List<Path> ordinary =
        kept().stream()
            .filter(file -> file.toString().endsWith("-%s.cbor".formatted(kind.word())))
            .toList();
    for (Path file : ordinary.subList(0, Math.max(0, ordinary.size() - ORDINARY_MAX))) {
      Files.delete(file);
    }
  }

  /// Oldest first.
  private List<Path> kept() {
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

  private static SupplyProof read(Path file) {
    try {
      return SupplyProof.decode(Files.readAllBytes(file));
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.DATA_FOLDER_CORRUPT, "path", file, "reason", e.reason())
          .exception(e);
    } catch (IOException e) {
      throw new UncheckedIOException("The supply proof cannot be read: " + file, e);
    }
  }
}
