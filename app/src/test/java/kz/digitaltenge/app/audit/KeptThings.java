package kz.digitaltenge.app.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.node.evidence.FolderEvidence;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.server.MemberConfig;
import kz.digitaltenge.notary.server.NotaryServer;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;
import org.awaitility.Awaitility;

/// Makes what a network keeps only after long use, in the folder of one that does not run.
final class KeptThings {
  private static final NodeId LIAR = new NodeId("EURIKZKA");

  private KeptThings() {}

  /// A copy of the notary's state, by its only member.
  static void makeCheckpoint(DataFolder folder, Machine machine) {
    List<SignedParameters> chain = new ParametersFolder(folder.parameters()).chain();
    NotaryMember member = chain.getLast().parameters().notary().getFirst();
    Path place = folder.notary(member.name());
    var config =
        new MemberConfig(
            member.name(),
            new TlsFolder(place, machine.clock()).load(),
            Endpoint.parse(member.endpoint()),
            Endpoint.parse(member.raftEndpoint()),
            place,
            chain.getFirst(),
            chain.getLast(),
            machine
                .cryptography()
                .ed25519()
                .signer(keys(folder, place, machine).seed(NodeKeys.HEAD)),
            machine.cryptography().signatures(),
            machine.clock(),
            MemberConfig.Tuning.standard(1)
                .withTimes(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(8))
                .withCheckpointEntries(2),
            Accuser.NOBODY);
    try (NotaryServer _ = NotaryServer.start(config, machine.threads())) {
      Awaitility.await().until(() -> hasCheckpoint(place));
    }
  }

  private static boolean hasCheckpoint(Path place) {
    try (Stream<Path> files = Files.walk(place.resolve("raft"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("at-"));
    } catch (IOException | UncheckedIOException _) {
      // A copy of before may be deleted meanwhile.
      return false;
    }
  }

  /// A bank's word for a transaction in an epoch that is not the transaction's.
  static void makeEvidence(DataFolder folder, AuditedNode keeper, Machine machine) {
    List<SignedParameters> chain = new ParametersFolder(folder.parameters()).chain();
    NetworkParameters genesis = chain.getFirst().parameters();
    Transaction transaction = someTransaction(keeper);
    Signer identity =
        NodeKeys.signer(
            keys(folder, folder.node(LIAR), machine), NodeKeys.IDENTITY, machine.cryptography());
    var certificate =
        KeyCertificate.issue(
            genesis.hash(), LIAR, identity.publicKey(), 0, Long.MAX_VALUE, identity);
    int epoch = 3 - transaction.header().epoch();
    Attestation word =
        Attestation.sign(
                genesis.hash(),
                identity,
                certificate,
                List.of(new Attestation.Item(epoch, Role.SPEND, transaction.id())))
            .getFirst();
    FolderEvidence.open(
            folder.evidence(keeper.node()),
            keeper.node().value(),
            () -> chain,
            machine.cryptography().signatures(),
            machine.clock())
        .found(LIAR, () -> new Evidence.BrokenForm(word, transaction.tearOff(Set.of())));
  }

  /// The newest head of the notary, where a node would write it that was asked for it by a peer.
  static void makeHead(DataFolder folder, AuditedNode node) {
    var vault = node.vault();
    try (var member = StoppedMember.open(folder.notary("notary-1"));
        var connection = DriverManager.getConnection(vault.url(), vault.user(), vault.password());
        var insert =
            connection.prepareStatement(
                "insert into vault.head (size, signed) values (?, ?) on conflict do nothing")) {
      SignedHead head = member.head().orElseThrow();
      insert.setLong(1, head.head().size());
      insert.setBytes(2, head.encode());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Transaction someTransaction(AuditedNode node) {
    var vault = node.vault();
    try (var connection = DriverManager.getConnection(vault.url(), vault.user(), vault.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select transaction from vault.entry order by seq")) {
      rows.next();
      return SignedTransaction.decode(rows.getBytes(1)).transaction();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyFolder keys(DataFolder folder, Path place, Machine machine) {
    var authority = NetworkAuthority.open(folder.authority(), machine.entropy(), machine.clock());
    return KeyFolder.open(place.resolve("keys"), authority.fingerprint());
  }
}
