package kz.digitaltenge.app.platform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.OrderBoard;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.BlocksInForce;
import kz.digitaltenge.ledger.NodeId;

/// All orders as a command sees them.
public record Orders(List<BlockOrder> all, Optional<BlockOrder> proposal, List<Told> told) {
  public static Orders of(BlockOperations desk) {
    var all = new ArrayList<BlockOrder>();
    OrderBoard board = desk.board(0);
    while (!board.orders().isEmpty()) {
      all.addAll(board.orders());
      board = desk.board(all.size());
    }
    return new Orders(all, board.proposal(), board.told());
  }

  public enum State {
    /// Binds now.
    IN_FORCE,
    /// Took a block away, or was to.
    LIFTED,
    /// A later order about the same node came.
    REPLACED,
    /// Its time is over.
    ENDED
  }

  public State state(BlockOrder order, Instant now) {
    Block block = order.block();
    boolean newest =
        newest(block.node()).map(BlockOrder::sequence).filter(order::isNumbered).isPresent();
    if (!newest) {
      return State.REPLACED;
    }
    if (block.lifts()) {
      return State.LIFTED;
    }
    return block.until().map(now::isBefore).orElse(true) ? State.IN_FORCE : State.ENDED;
  }

  /// Those that bind now.
  public List<BlockOrder> inForce(Instant now) {
    return all.stream().filter(order -> state(order, now) == State.IN_FORCE).toList();
  }

  /// The last order about a node, or about the whole network.
  public Optional<BlockOrder> newest(Optional<NodeId> node) {
    return BlocksInForce.of(all).about(node);
  }

  /// What binds a node, or the whole network, now.
  public Optional<Block> binding(Optional<NodeId> node, Instant now) {
    return newest(node).filter(order -> state(order, now) == State.IN_FORCE).map(BlockOrder::block);
  }
}
