package kz.digitaltenge.app.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Where the database server of a running sandbox listens, as its files say.
final class RunningDatabase {
  /// Of `postmaster.pid`, from zero.
  private static final int PORT_LINE = 3;

  private static final String USER = "postgres";

  private RunningDatabase() {}

  /// @throws kz.digitaltenge.api.error.PlatformException when the files cannot be read
  static VaultDatabase of(DataFolder folder, NodeId node) {
    Path server = folder.postgres();
    try {
      List<String> lines = Files.readAllLines(server.resolve("data").resolve("postmaster.pid"));
      String password = Files.readString(server.resolve("password")).strip();
      return new VaultDatabase(
          "jdbc:postgresql://127.0.0.1:%s/%s"
              .formatted(lines.get(PORT_LINE).strip(), DataFolder.database(node)),
          USER,
          password);
    } catch (IOException e) {
      throw StorageProblems.of(server, e).exception(e);
    }
  }
}
