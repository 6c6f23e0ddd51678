package kz.digitaltenge.app.role;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.node.payment.Transactions;
import kz.digitaltenge.node.vault.VaultException;

/// A bank's node: customers' accounts and payments, and a stock account for the money that is
/// issued to the bank.
public final class BankRole implements AutoCloseable {
  static final String OWN_ACCOUNT = "stock";

  private final NodeRole node;

  private BankRole(NodeRole node) {
    this.node = node;
  }

  /// Starts the node; it takes payments when this returns.
  public static BankRole start(NodeSetting setting, Machine machine) {
    var node = new NodeRole(setting, OWN_ACCOUNT, machine);
    node.start(server -> server);
    return new BankRole(node);
  }

  public NodeOperations operations() {
    return node.operations();
  }

  public CustomerOperations customers() {
    return node.customers().orElseThrow();
  }

  /// For plans that no customer orders.
  public Transactions transactions() {
    return node.flows().transactions();
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
