package kz.digitaltenge.gateway;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.OrderBoard;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.api.operator.SignedOrder;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// The officers' desk in memory; which signatures hold and count is as in the real one.
final class FakeBlocks implements BlockOperations {
  static final Hash NETWORK = Hash.sha256(new byte[] {1});

  private final List<PublicKey> keys;
  private final List<BlockOrder> orders = new ArrayList<>();
  private Optional<BlockOrder> waiting = Optional.empty();

  FakeBlocks(List<KeyPair> officers) {
    this.keys = officers.stream().map(pair -> PublicKey.of(pair.getPublic())).toList();
  }

  @Override
  public synchronized OrderBoard board(long after) {
    int from = (int) Math.min(after, orders.size());
    return new OrderBoard(orders.subList(from, orders.size()), waiting, told(), NETWORK, keys);
  }

  private List<Told> told() {
    return List.of(
        new Told("notary", orders.size()),
        new Told("NBRKKZKX", orders.size()),
        new Told("HSBKKZKX", 0));
  }

  @Override
  public synchronized SignedOrder sign(BlockOrder order) {
    if (order.sequence() <= orders.size()
        && orders.get((int) order.sequence() - 1).isCopyOf(order)) {
      return new SignedOrder(true, told());
    }
    if (order.sequence() != orders.size() + 1 || signers(order) == 0) {
      throw Problem.of(
              ErrorCode.ORDER_REFUSED,
              "order",
              order.sequence(),
              "reason",
              "no officer of the central bank signed it")
          .exception();
    }
    BlockOrder both = waiting.filter(order::isCopyOf).map(order::with).orElse(order);
    boolean enough = signers(both) >= BlockOrder.OFFICERS_MIN;
    if (enough) {
      orders.add(both);
    }
    waiting = enough ? Optional.empty() : Optional.of(both);
    return new SignedOrder(enough, told());
  }

  private int signers(BlockOrder order) {
    return order.signers(keys::contains, JcaSignatures.ofJdk()).size();
  }
}
