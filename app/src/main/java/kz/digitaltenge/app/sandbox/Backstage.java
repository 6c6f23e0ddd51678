package kz.digitaltenge.app.sandbox;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.role.BankRole;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.Replaceable;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.payment.Transactions;
import kz.digitaltenge.node.vault.VaultDatabase;

/// The parts of a running network, for those who measure it and take parts away meanwhile.
/// Customers and operators use its platform instead.
///
/// Any thread may call.
public final class Backstage {
  private final Replaceable<EmbeddedServer> database;
  private final Function<String, OfficersConversions> officers;
  private final Map<NodeId, Replaceable<BankRole>> banks;
  private final Map<String, Replaceable<NotaryRole>> notary;
  private final Meters meters;
  private final Map<String, Supplier<Optional<Problem>>> troubles;

  Backstage(
      Replaceable<EmbeddedServer> database,
      Function<String, OfficersConversions> officers,
      Map<NodeId, Replaceable<BankRole>> banks,
      Map<String, Replaceable<NotaryRole>> notary,
      Meters meters,
      Map<String, Supplier<Optional<Problem>>> troubles) {
    this.database = database;
    this.officers = officers;
    this.banks = Map.copyOf(banks);
    this.notary = Map.copyOf(notary);
    this.meters = meters;
    this.troubles = Map.copyOf(troubles);
  }

  /// Of parts beside nodes and notary: what keeps them from answering, by name.
  public Map<String, Supplier<Optional<Problem>>> troubles() {
    return troubles;
  }

  /// Where all its parts count.
  public Meters meters() {
    return meters;
  }

  /// Conversions as an officer of the central bank sees them.
  ///
  /// @param officer by name
  /// @throws kz.digitaltenge.api.error.PlatformException `CORE_BANKING_MISSING`
  public OfficersConversions conversions(String officer) {
    return officers.apply(officer);
  }

  /// For plans of a bank that no customer orders.
  public Transactions transactions(NodeId bank) {
    return bank(bank).get().transactions();
  }

  /// A database of the network's server, also `postgres`.
  public VaultDatabase database(String name) {
    return database.get().database(name);
  }

  /// A bank's node, to stop and start again.
  public Replaceable<BankRole> bank(NodeId bank) {
    return Objects.requireNonNull(banks.get(bank), bank.value());
  }

  /// A member of the notary, to stop and start again.
  public Replaceable<NotaryRole> member(String name) {
    return Objects.requireNonNull(notary.get(name), name);
  }

  /// The database server, to start again after [#killDatabase].
  public Replaceable<EmbeddedServer> database() {
    return database;
  }

  /// SIGKILL to the database server and all its connections.
  public void killDatabase() {
    ProcessHandle server = database.get().processHandle();
    var connections = server.descendants().toList();
    server.destroyForcibly();
    connections.forEach(ProcessHandle::destroyForcibly);
    server.onExit().join();
    database.stop();
  }
}
