package kz.digitaltenge.centralbank.block;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.OrderBoard;
import kz.digitaltenge.api.operator.SignedOrder;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.node.block.BlockBook;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.peer.OrderPeers;

/// Where the central bank's officers bring orders (C12). An order that two of them have signed is
/// on this node's disk before anybody else hears of it, so it is told to everybody in the end
/// whatever crashes in between; one that a single officer has signed waits here for another.
public final class BlockDesk implements BlockOperations {
  private final BlockBook book;
  private final Proposal proposal;
  private final NodeParts node;
  private final OrderSpread spread;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /// @param node the central bank's
  /// @param more who is no node and is bound by orders too
  public BlockDesk(
      BlockBook book,
      Proposal proposal,
      NodeParts node,
      OrderPeers peers,
      List<OrderListener> more,
      NotaryOrders notary) {
    this.book = book;
    this.proposal = proposal;
    this.node = node;
    this.spread = new OrderSpread(book, node, peers, more, notary);
  }

  /// Begins to tell whoever does not have all orders yet.
  public void start() {
    spread.start();
  }

  @Override
  public OrderBoard board(long after) {
    List<BlockOrder> orders = book.orders();
    int from = (int) Math.max(0, Math.min(after, orders.size()));
    int to = Math.min(orders.size(), from + OrderBoard.ORDERS_MAX);
    NetworkView network = node.network().get();
    return new OrderBoard(
        orders.subList(from, to),
        waiting(),
        spread.told(),
        network.networkId(),
        List.copyOf(network.current().officers()));
  }

  @Override
  public SignedOrder sign(BlockOrder order) {
    if (!isTaken(order)) {
      return new SignedOrder(false, spread.told());
    }
    spread.spread(false);
    return new SignedOrder(true, spread.told());
  }

  /// Whether the order is in force now; otherwise it waits for another officer.
  private boolean isTaken(BlockOrder order) {
    oneAtATime.lock();
    try {
      if (book.isKnown(order)) {
        return true;
      }
      if (book.signers(order) == 0) {
        throw Problem.of(
                ErrorCode.ORDER_REFUSED,
                "order",
                order.sequence(),
                "reason",
                "no officer of the central bank signed it")
            .exception();
      }
      BlockOrder signed = waiting().filter(order::isCopyOf).map(order::with).orElse(order);
      if (book.signers(signed) < BlockOrder.OFFICERS_MIN) {
        proposal.keep(signed);
        return false;
      }
      book.adopt(signed);
      proposal.remove();
      return true;
    } finally {
      oneAtATime.unlock();
    }
  }

  /// An order with a number that was taken by another does not wait any more.
  private Optional<BlockOrder> waiting() {
    return proposal.read().filter(order -> order.sequence() == book.sequence() + 1);
  }
}
