package kz.digitaltenge.app.role;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OperatorServices;
import kz.digitaltenge.centralbank.MoneySupplyDesk;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.centralbank.SupplyKeys;
import kz.digitaltenge.centralbank.SupplyOperatorDesk;
import kz.digitaltenge.centralbank.conversion.ConversionPlace;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;
import kz.digitaltenge.centralbank.conversion.NodeCustody;
import kz.digitaltenge.centralbank.conversion.PostgresConversions;
import kz.digitaltenge.centralbank.supply.FolderShelf;
import kz.digitaltenge.centralbank.supply.SupplyProver;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.vault.VaultException;

/// The central bank's node: issuance and redemption, and an account that banks pay into what is to
/// be redeemed.
public final class CentralBankRole implements AutoCloseable {
  static final String OWN_ACCOUNT = "redemption";

  private final NodeRole node;
  private final SupplyOperatorDesk desk;
  private final NodeSetting setting;
  private final Machine machine;
  private final NodePlace place;
  private final MoneySupplyDesk supply;

  private CentralBankRole(
      NodeRole node, NodeSetting setting, Machine machine, SupplyProver prover) {
    this.node = node;
    this.setting = setting;
    this.machine = machine;
    this.place = place(node);
    this.supply = supply(place, setting, machine);
    this.desk =
        new SupplyOperatorDesk(
            supply, prover, node.ownAccount(), node.parts().network(), NodeRole::ownAccount);
  }

  /// Starts the node; it issues and redeems when this returns, and proves the supply each minute.
  public static CentralBankRole start(NodeSetting setting, Machine machine) {
    return start(setting, machine, SupplyProofs.EACH_MINUTE);
  }

  /// The same, proving the supply as told.
  public static CentralBankRole start(NodeSetting setting, Machine machine, SupplyProofs proofs) {
    var node = new NodeRole(setting, OWN_ACCOUNT, machine);
    SupplyProver prover = prover(node, setting);
    var role = new CentralBankRole(node, setting, machine, prover);
    node.start(server -> OperatorServices.offer(server, role.desk()));
    switch (proofs) {
      case EACH_MINUTE -> prover.start();
      case ON_DEMAND -> {}
    }
    return role;
  }

  private static SupplyProver prover(NodeRole node, NodeSetting setting) {
    return new SupplyProver(
        node.parts(),
        new SupplyProver.Place(
            node.cuts(),
            node.cutPeers(),
            node.notaryCuts(),
            node::chain,
            node.identity(),
            new FolderShelf(setting.supply())));
  }

  private static NodePlace place(NodeRole node) {
    NodeParts parts = node.parts();
    Asset tenge = parts.network().get().current().assets().getFirst().asset();
    return new NodePlace(
        tenge,
        node.ownAccount(),
        parts.vault(),
        node.flows().transactions(),
        parts.network(),
        parts.tasks());
  }

  private static MoneySupplyDesk supply(NodePlace place, NodeSetting setting, Machine machine) {
    var keys =
        new SupplyKeys(
            NodeKeys.signer(setting.keys(), NodeKeys.ISSUANCE, machine.cryptography()),
            NodeKeys.officers(setting.keys(), machine.cryptography()));
    return new MoneySupplyDesk(place, keys);
  }

  /// Conversions of this node against a core banking system, remembered in the node's database.
  /// Whoever starts them resumes them.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public Conversions conversions(NbrkCoreBanking core, ConversionPlace.Approvals approvals) {
    var custody = new NodeCustody(place, node.flows().payments());
    return new Conversions(
        PostgresConversions.open(setting.database()),
        new ConversionPlace(
            core,
            supply,
            custody,
            approvals,
            bank ->
                place
                    .network()
                    .get()
                    .current()
                    .participant(bank)
                    .map(participant -> Accounts.own(participant.bankCode()))),
        machine.clock());
  }

  public NodeOperations operations() {
    return node.operations();
  }

  public CentralBankOperations desk() {
    return desk;
  }

  /// Completes when the vault can no longer vouch for its writes; the process should end then.
  public CompletableFuture<VaultException> failure() {
    return node.failure();
  }

  @Override
  public void close() {
    node.close();
  }
}
