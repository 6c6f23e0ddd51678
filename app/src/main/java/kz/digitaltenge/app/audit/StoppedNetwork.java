package kz.digitaltenge.app.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.node.account.DerivedKeys;
import kz.digitaltenge.node.account.NodeSeed;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.NetworkAuthority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A data folder whose network does not run, opened for an audit: locked against a start, with the
/// database server up and the notary's state as far as its consensus log goes.
public final class StoppedNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoppedNetwork.class);

  private final DataFolder folder;
  private final Machine machine;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<SignedParameters> chain;
  private final EmbeddedServer database;
  private final List<AuditedNode> nodes;
  private final Optional<SignedHead> newestHead;

  private StoppedNetwork(
      DataFolder folder, Path cache, Machine machine, Consumer<String> progress) {
    this.folder = folder;
    this.machine = machine;
    try {
      opened.push(FolderLock.takeWhole(folder));
      this.chain = new ParametersFolder(folder.parameters()).chain();
      this.database =
          EmbeddedServer.start(
              folder.postgres(), cache, EmbeddedServer.ANY_PORT, machine.entropy(), progress);
      opened.push(database);
      this.nodes = nodes(database);
      this.newestHead = new NotaryCatchUp(folder, chain, machine).run(nodes, progress);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Opens the folder.
  ///
  /// @param cache where the database server's programs are unpacked once a machine
  /// @param progress is told in short sentences what is going on
  /// @throws PlatformException `DATA_FOLDER_LOCKED` when the network runs, `NETWORK_MISSING` when
  ///   there is none, and what else keeps the folder from being opened
  public static StoppedNetwork open(
      DataFolder folder, Path cache, Machine machine, Consumer<String> progress) {
    if (ParametersFolder.of(folder).isEmpty()) {
      throw Problem.of(ErrorCode.NETWORK_MISSING, "path", folder).exception();
    }
    if (!Files.exists(folder.postgres())) {
      // A server that starts would make an empty one.
      throw Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT, "path", folder.postgres(), "reason", "it is missing")
          .exception();
    }
    return new StoppedNetwork(folder, cache, machine, progress);
  }

  /// Audits everything in the folder.
  public AuditReport audit(Progress progress) {
    return Audit.run(subject(), machine.cryptography().signatures(), progress);
  }

  /// Everything that there is to audit.
  Audit.Subject subject() {
    List<AuditedMember> members =
        newest().notary().stream()
            .map(NotaryMember::name)
            .map(name -> new AuditedMember(name, folder.notary(name)))
            .toList();
    return new Audit.Subject(
        chain,
        new KeyCheck(folder, newest(), machine),
        members,
        nodes,
        newestHead,
        database::damagedPages,
        new KeptFiles(folder));
  }

  List<AuditedNode> nodes() {
    return nodes;
  }

  private NetworkParameters newest() {
    return chain.getLast().parameters();
  }

  private List<AuditedNode> nodes(EmbeddedServer database) {
    var found = new ArrayList<AuditedNode>();
    for (Participant participant : newest().participants()) {
      NodeId node = participant.node();
      VaultDatabase vault = database.database(DataFolder.database(node));
      found.add(new AuditedNode(node, vault, () -> secrets(node, vault)));
    }
    return List.copyOf(found);
  }

  /// The node's keys, if its sealed seed opens.
  private Optional<NodeSecrets> secrets(NodeId node, VaultDatabase vault) {
    try {
      var authority = NetworkAuthority.open(folder.authority(), machine.entropy(), machine.clock());
      KeyFolder keys = KeyFolder.open(folder.node(node).resolve("keys"), authority.fingerprint());
      Seed seed = NodeSeed.open(sealedSeed(vault), keys.seed(NodeKeys.SEALING));
      var derived = new DerivedKeys(seed, machine.cryptography().ed25519());
      return Optional.of(new NodeSecrets(derived, derived));
    } catch (PlatformException | SQLException e) {
      LOG.warn("The keys of {} cannot be had", node, e);
      return Optional.empty();
    }
  }

  private static Bytes sealedSeed(VaultDatabase vault) throws SQLException {
    try (var connection = DriverManager.getConnection(vault.url(), vault.user(), vault.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select sealed_seed from vault.founding")) {
      if (!rows.next()) {
        throw new SQLException("the vault was never founded");
      }
      return Bytes.ofTrusted(rows.getBytes(1));
    }
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("A part of the stopped network did not close", e);
      }
    }
  }
}
