package kz.digitaltenge.node.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.codec.MalformedException;

/// A file an order, `1.cbor`, `2.cbor`, …, each whole or not at all.
public final class FolderOrders implements OrderShelf {
  private final Path folder;

  /// Keeps orders in a folder, which is made when it is first needed.
  public FolderOrders(Path folder) {
    this.folder = folder;
  }

  /// @throws PlatformException `DATA_FOLDER_CORRUPT` when a file cannot be read as an order,
  ///   `STORAGE_FAILED`
  @Override
  public List<BlockOrder> orders() {
    var orders = new ArrayList<BlockOrder>();
    for (Path file = file(1); Files.exists(file); file = file(orders.size() + 1L)) {
      orders.add(read(file));
    }
    return orders;
  }

  /// @throws PlatformException `STORAGE_FAILED` when it may not be on disk
  @Override
  public void keep(BlockOrder order) {
    write(file(order.sequence()), order.encode());
  }

  private Path file(long sequence) {
    return folder.resolve(sequence + ".cbor");
  }

  /// Reads an order that [#write] wrote.
  ///
  /// @throws PlatformException `DATA_FOLDER_CORRUPT`, `STORAGE_FAILED`
  public static BlockOrder read(Path file) {
    try {
      return BlockOrder.decode(Files.readAllBytes(file));
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.DATA_FOLDER_CORRUPT, "path", file, "reason", e.reason())
          .exception(e);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// Whole or not at all, and on disk when this returns.
  ///
  /// @throws PlatformException `STORAGE_FAILED`
  public static void write(Path target, byte[] content) {
    try {
      Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
      Path unfinished = folder.resolve(target.getFileName() + ".part");
      try (FileChannel out =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
          var _ = out.write(left);
        }
        out.force(true);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private static PlatformException failed(Path file, IOException e) {
    return Problem.of(
            ErrorCode.STORAGE_FAILED, "path", file, "reason", String.valueOf(e.getMessage()))
        .exception(e);
  }
}
