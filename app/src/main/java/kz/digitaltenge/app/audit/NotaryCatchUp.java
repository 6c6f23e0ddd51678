package kz.digitaltenge.app.audit;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.NotarySetting;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.notary.server.StorageFailedException;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;

/// After a kill the notary's newest decisions are in its consensus log only, while nodes may know
/// them already, or have asked for them and not heard. Then the members are started and stopped
/// once, as the next start of the network would do, so that their state has every decision; and
/// they sign the head over all of them.
public final class NotaryCatchUp {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String KNOWN_DECISIONS =
      "select greatest(coalesce((select max(position) + 1 from vault.settled), 0),"
          + " coalesce((select max(size) from vault.head), 0)),"
          + " exists (select from vault.entry e where e.side = 1 and e.seq >="
          + " (select below from vault.resolved)"
          + " and not exists (select from vault.settled s where s.id = e.id))";

  private final DataFolder folder;
  private final List<SignedParameters> chain;
  private final Machine machine;

  /// For the folder of a whole network.
  public NotaryCatchUp(DataFolder folder, List<SignedParameters> chain, Machine machine) {
    this.folder = folder;
    this.chain = chain;
    this.machine = machine;
  }

  /// Brings the notary up to what the nodes know.
  ///
  /// @return the head that the members signed; empty when there was nothing to do
  Optional<SignedHead> run(List<AuditedNode> nodes, Consumer<String> progress) {
    List<Known> known = nodes.stream().map(node -> known(node.vault())).toList();
    long decisions = known.stream().mapToLong(Known::decisions).max().orElse(0);
    if (decisions <= kept() && known.stream().noneMatch(Known::waits)) {
      return Optional.empty();
    }
    progress.accept("Bringing the notary up to date after an unclean stop");
    return startAndStop();
  }

  /// What a node knows of the log.
  ///
  /// @param waits whether it has committed to something whose end it does not know
  private record Known(long decisions, boolean waits) {}

  /// What cannot be read is the audit's to tell.
  private static Known known(VaultDatabase vault) {
    try (var connection = DriverManager.getConnection(vault.url(), vault.user(), vault.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(KNOWN_DECISIONS)) {
      return rows.next() ? new Known(rows.getLong(1), rows.getBoolean(2)) : new Known(0, false);
    } catch (SQLException _) {
      return new Known(0, false);
    }
  }

  /// How many decisions the member has that has most.
  private long kept() {
    long most = 0;
    for (NotaryMember member : members()) {
      most = Math.max(most, kept(member.name()));
    }
    return most;
  }

  private long kept(String member) {
    byte[] key = "progress".getBytes(StandardCharsets.US_ASCII);
    try (var rows = StoppedMember.open(folder.notary(member))) {
      return rows.value(StoppedMember.Part.META, key)
          .map(value -> Progress.decode(value).logSize())
          .orElse(0L);
    } catch (StorageFailedException | MalformedException _) {
      // Damage is the audit's to tell; a start would make it no better.
      return Long.MAX_VALUE;
    }
  }

  /// Starts the members and stops them again.
  ///
  /// @return the head that they signed
  public Optional<SignedHead> startAndStop() {
    var authority = NetworkAuthority.open(folder.authority(), machine.entropy(), machine.clock());
    List<NotaryRole> started = new ArrayList<>();
    try {
      for (NotaryMember member : members()) {
        started.add(NotaryRole.start(setting(member.name(), authority), machine));
      }
      started.forEach(member -> member.awaitReady(TIMEOUT));
      return started.getFirst().newestHead();
    } finally {
      started.forEach(NotaryRole::close);
    }
  }

  private NotarySetting setting(String member, NetworkAuthority authority) {
    return new NotarySetting(
        member,
        new TlsFolder(folder.notary(member), machine.clock()).load(),
        KeyFolder.open(folder.notary(member).resolve("keys"), authority.fingerprint()),
        folder.notary(member),
        chain);
  }

  private List<NotaryMember> members() {
    return chain.getLast().parameters().notary();
  }
}
