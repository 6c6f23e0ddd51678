package kz.digitaltenge.node.block;

import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;

/// Which operations of which nodes are blocked now. Any thread may ask, as often as it likes.
@FunctionalInterface
public interface Blocks {
  /// Nobody ever blocked anything.
  Blocks NONE = (_, _) -> Optional.empty();

  /// The order that forbids a node all of these now: an operation, and perhaps a part of it that
  /// may go on without the rest.
  Optional<BlockOrder> blocking(NodeId node, Set<Scope> all);

  /// The order that forbids a node the operation now.
  default Optional<BlockOrder> blocking(NodeId node, Scope scope) {
    return blocking(node, Set.of(scope));
  }

  /// Refuses what is blocked.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `BANK_BLOCKED`
  default void requireFree(NodeId node, Scope scope) {
    requireFree(node, scope, Set.of(scope));
  }

  /// Refuses what is blocked with a part of it.
  ///
  /// @param all the operation and its part
  /// @throws kz.digitaltenge.api.error.PlatformException `BANK_BLOCKED`
  default void requireFree(NodeId node, Scope scope, Set<Scope> all) {
    Optional<BlockOrder> order = blocking(node, all);
    if (order.isPresent()) {
      throw problem(node, scope, order.get()).exception();
    }
  }

  /// What whoever wanted the operation is told.
  static Problem problem(NodeId node, Scope scope, BlockOrder order) {
    return Problem.of(
            ErrorCode.BANK_BLOCKED, "bank", node, "operation", scope, "order", order.sequence())
        .with("reason", order.block().reason())
        .with("until", order.block().until().map(Object::toString).orElse("—"));
  }
}
