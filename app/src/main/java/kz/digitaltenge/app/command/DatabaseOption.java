package kz.digitaltenge.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a node's database is.
public final class DatabaseOption {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "The node's PostgreSQL database, jdbc:postgresql://host:port/name;",
        "a server of its own in the data folder when left out."
      })
  private @Nullable String url;

  @Option(names = "--database-user", paramLabel = "NAME", description = "Who uses the database.")
  private String user = "postgres";

  @Option(
      names = "--database-password-file",
      paramLabel = "FILE",
      description = "Holds the user's password.")
  private @Nullable Path passwordFile;

  /// The database that the options name, or one of a server that is started for the node.
  public VaultDatabase of(NodeId node, DataFolder folder, Parts parts, Machine machine) {
    if (url != null) {
      return new VaultDatabase(url, user, password());
    }
    EmbeddedServer server =
        parts.start(
            () ->
                EmbeddedServer.start(
                    folder.node(node).resolve("postgres"),
                    DataOption.cache(),
                    EmbeddedServer.ANY_PORT,
                    machine.entropy(),
                    _ -> {}));
    return server.database(DataFolder.database(node));
  }

  private String password() {
    try {
      return passwordFile == null ? "" : Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw StorageProblems.of(passwordFile == null ? Path.of("") : passwordFile, e).exception(e);
    }
  }
}
