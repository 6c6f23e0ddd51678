package kz.digitaltenge.centralbank.block;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.node.block.FolderOrders;

/// The one order that waits for another officer, in a file. One thread at a time.
public final class Proposal {
  private final Path file;

  /// @param file need not be there
  public Proposal(Path file) {
    this.file = file;
  }

  Optional<BlockOrder> read() {
    return Files.exists(file) ? Optional.of(FolderOrders.read(file)) : Optional.empty();
  }

  /// Replaces the one before.
  void keep(BlockOrder order) {
    FolderOrders.write(file, order.encode());
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Problem.of(
              ErrorCode.STORAGE_FAILED, "path", file, "reason", String.valueOf(e.getMessage()))
          .exception(e);
    }
  }
}
