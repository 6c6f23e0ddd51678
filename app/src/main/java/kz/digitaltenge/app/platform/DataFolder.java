package kz.digitaltenge.app.platform;

import java.nio.file.Path;
import java.util.Locale;
import kz.digitaltenge.ledger.NodeId;

/// Where a network keeps everything on this machine.
///
/// ```
/// lock              held while a process runs the whole network
/// authority/        the network's certificate authority
/// parameters/       the chain of signed network parameters: 1.cbor, 2.cbor, …
/// operator/         the operators' certificate
/// nodes/BIC/        a node's certificate and keys
/// notary/NAME/      a member's certificate, keys, consensus log (raft/) and state (state/)
/// postgres/         the database server of all nodes: one database a node, named as [#database]
/// log/              what the processes had to say
/// ```
public record DataFolder(Path root) {
  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  public Path lock() {
    return root.resolve("lock");
  }

  public Path authority() {
    return root.resolve("authority");
  }

  public Path parameters() {
    return root.resolve("parameters");
  }

  public Path operator() {
    return root.resolve("operator");
  }

  public Path node(NodeId node) {
    return root.resolve("nodes").resolve(node.value());
  }

  public Path notary(String member) {
    return root.resolve("notary").resolve(member);
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path log() {
    return root.resolve("log");
  }

  /// The name of a node's database.
  public static String database(NodeId node) {
    return "dt_" + node.value().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
