package kz.digitaltenge.app.role;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OperatorServices;
import kz.digitaltenge.centralbank.MoneySupplyDesk;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.centralbank.SupplyKeys;
import kz.digitaltenge.centralbank.SupplyOperatorDesk;
import kz.digitaltenge.centralbank.supply.FolderShelf;
import kz.digitaltenge.centralbank.supply.SupplyProver;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.vault.VaultException;

/// The central bank's node: issuance and redemption, and an account that banks pay into what is to
/// be redeemed.
public final class CentralBankRole implements AutoCloseable {
  static final String OWN_ACCOUNT = "redemption";

  private final NodeRole node;
  private final SupplyOperatorDesk desk;

  private CentralBankRole(NodeRole node, SupplyOperatorDesk desk) {
    this.node = node;
    this.desk = desk;
  }

  /// Starts the node; it issues and redeems when this returns, and proves the supply each minute.
  public static CentralBankRole start(NodeSetting setting, Machine machine) {
    return start(setting, machine, SupplyProofs.EACH_MINUTE);
  }

  /// The same, proving the supply as told.
  public static CentralBankRole start(NodeSetting setting, Machine machine, SupplyProofs proofs) {
    var node = new NodeRole(setting, OWN_ACCOUNT, machine);
    SupplyProver prover = prover(node, setting);
    SupplyOperatorDesk desk = desk(node, prover, setting, machine);
    node.start(server -> OperatorServices.offer(server, (CentralBankOperations) desk));
    switch (proofs) {
      case EACH_MINUTE -> prover.start();
      case ON_DEMAND -> {}
    }
    return new CentralBankRole(node, desk);
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

  private static SupplyOperatorDesk desk(
      NodeRole node, SupplyProver prover, NodeSetting setting, Machine machine) {
    NodeParts parts = node.parts();
    Asset tenge = parts.network().get().current().assets().getFirst().asset();
    var place =
        new NodePlace(
            tenge,
            node.ownAccount(),
            parts.vault(),
            node.flows().transactions(),
            parts.network(),
            parts.tasks());
    var keys =
        new SupplyKeys(
            NodeKeys.signer(setting.keys(), NodeKeys.ISSUANCE, machine.cryptography()),
            NodeKeys.officers(setting.keys(), machine.cryptography()));
    return new SupplyOperatorDesk(
        new MoneySupplyDesk(place, keys),
        prover,
        node.ownAccount(),
        parts.network(),
        NodeRole::ownAccount);
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
