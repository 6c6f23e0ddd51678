package kz.digitaltenge.app.role;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Resolution;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.block.FolderOrders;
import kz.digitaltenge.node.vault.VaultException;

/// A failed bank's node as its administrator runs it (C12): its books and its part in payments and
/// supply proofs, and none of what its customers and programs ordered.
public final class ResolutionRole implements AutoCloseable {
  private final NodeRole node;
  private final BlockOrder order;
  private final ResolutionGuard.Planned planned;

  private ResolutionRole(NodeRole node, BlockOrder order, ResolutionGuard.Planned planned) {
    this.node = node;
    this.order = order;
    this.planned = planned;
  }

  /// The last order of those that names an administrator of a bank.
  public static Optional<BlockOrder> order(List<BlockOrder> orders, NodeId bank) {
    return orders.stream()
        .filter(each -> each.block().node().equals(Optional.of(bank)))
        .filter(each -> each.block().resolution().isPresent())
        .reduce((_, later) -> later);
  }

  /// Starts the node with the administrator's key.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `RESOLUTION_REFUSED` when no order that
  ///   the node has names the key
  public static ResolutionRole start(NodeSetting setting, Machine machine) {
    NodeId self = setting.self();
    PublicKey key = PublicKey.of(setting.keys().publicKey(NodeKeys.IDENTITY));
    BlockOrder order =
        order(new FolderOrders(setting.orders()).orders(), self)
            .filter(
                each ->
                    each.block().resolution().map(Resolution::administrator).stream()
                        .anyMatch(key::equals))
            .orElseThrow(
                () ->
                    Problem.of(
                            ErrorCode.RESOLUTION_REFUSED,
                            "bank",
                            self,
                            "reason",
                            "no order that its node has names the key in its folder")
                        .exception());
    var planned = new ResolutionGuard.Planned();
    var node =
        new NodeRole(
            setting.guarding(inner -> planned.over(inner, self, order)),
            BankRole.OWN_ACCOUNT,
            machine);
    // The book has checked the officers' signatures on what lay there.
    node.start(UnaryOperator.identity());
    return new ResolutionRole(node, order, planned);
  }

  public BlockOrder order() {
    return order;
  }

  /// The bank's own account, which is no customer's.
  public AccountId own() {
    return node.ownAccount();
  }

  /// Lets a payment pass that the administrator orders, until it is over.
  public void plan(PaymentId id, AccountId payer, AccountId payee, Amount amount) {
    planned.add(id, payer, payee, amount);
  }

  /// Lets it pass no more.
  public void over(PaymentId id) {
    planned.remove(id);
  }

  public NodeOperations operations() {
    return node.operations();
  }

  public CustomerOperations customers() {
    return node.customers().orElseThrow();
  }

  /// Whether the node's books have a transaction. Blocking.
  public boolean knows(TransactionId id) {
    return node.parts().vault().transactions(List.of(id)).join().stream()
        .anyMatch(each -> each.id().equals(id));
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
