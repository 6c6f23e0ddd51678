package kz.digitaltenge.centralbank.supply;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.SupplyArchive;
import kz.digitaltenge.ledger.codec.Bytes;

/// The proofs on a shelf, for those who ask from outside.
public final class FolderArchive implements SupplyArchive {
  private final FolderShelf shelf;

  public FolderArchive(FolderShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public List<Kept> kept() {
    return shelf.files().reversed().stream().map(FolderArchive::kept).toList();
  }

  @Override
  public Optional<Bytes> file(String id) {
    return shelf.files().stream()
        .filter(file -> FolderShelf.part(file, "hash").equals(id))
        // One that is in the way of newer ones may go at any moment.
        .filter(Files::exists)
        .findFirst()
        .map(file -> Bytes.ofTrusted(FolderShelf.read(file).proof().encode()));
  }

  private static Kept kept(Path file) {
    return new Kept(
        FolderShelf.part(file, "hash"),
        Instant.ofEpochMilli(Long.parseLong(FolderShelf.part(file, "at"))),
        Long.parseLong(FolderShelf.part(file, "position")),
        FolderShelf.kind(file).name());
  }
}
