package kz.digitaltenge.node.block;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.BlocksInForce;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.peer.OrderDesk;

/// All orders of the central bank's officers so far, as this node has checked and kept them (C12).
///
/// An order is taken when it is of this network, has the next number and holds the signatures of
/// two officers whom one of the adopted network parameters names. It is on disk before it binds, so
/// a node that told the central bank of an order never forgets it. Any thread may call.
public final class BlockBook implements Blocks, OrderDesk {
  private final Supplier<List<SignedParameters>> chain;
  private final SignatureVerifier verifier;
  private final InstantSource clock;
  private final OrderShelf shelf;

  // Guarded by this; the blocks are also read without the lock.
  private final List<BlockOrder> orders = new ArrayList<>();
  private volatile BlocksInForce inForce = BlocksInForce.NONE;

  private BlockBook(
      Supplier<List<SignedParameters>> chain,
      SignatureVerifier verifier,
      InstantSource clock,
      OrderShelf shelf) {
    this.chain = chain;
    this.verifier = verifier;
    this.clock = clock;
    this.shelf = shelf;
  }

  /// Goes on with what is on the shelf, each order checked again.
  ///
  /// @param chain the network parameters adopted so far, from the genesis on
  /// @throws PlatformException `DATA_FOLDER_CORRUPT` when an order there does not hold
  public static BlockBook open(
      Supplier<List<SignedParameters>> chain,
      SignatureVerifier verifier,
      InstantSource clock,
      OrderShelf shelf) {
    var book = new BlockBook(chain, verifier, clock, shelf);
    for (BlockOrder order : shelf.orders()) {
      Optional<String> obstacle = book.obstacle(order);
      if (obstacle.isPresent()) {
        throw Problem.of(
                ErrorCode.DATA_FOLDER_CORRUPT,
                "path",
                "the orders of the central bank's officers",
                "reason",
                "order " + order.sequence() + ": " + obstacle.get())
            .exception();
      }
      book.bind(order);
    }
    return book;
  }

  @Override
  public Optional<BlockOrder> blocking(NodeId node, Set<Scope> all) {
    return inForce.blocking(node, all, clock.instant());
  }

  /// Takes an order into force; one that was taken before changes nothing.
  ///
  /// @throws PlatformException `ORDER_REFUSED` when it does not hold or is not the next one,
  ///   `STORAGE_FAILED` when it could not be kept
  public synchronized void adopt(BlockOrder order) {
    if (isKnown(order)) {
      return;
    }
    Optional<String> obstacle = obstacle(order);
    if (obstacle.isPresent()) {
      throw refused(order, obstacle.get()).exception();
    }
    shelf.keep(order);
    bind(order);
  }

  /// Whether this very order is in force or was.
  public synchronized boolean isKnown(BlockOrder order) {
    return order.sequence() <= orders.size()
        && orders.get((int) order.sequence() - 1).isCopyOf(order);
  }

  /// Whether an order that was not signed by enough officers yet could be taken otherwise; the
  /// reason when it could not.
  ///
  /// @return how many different officers of the newest parameters have signed it
  /// @throws PlatformException `ORDER_REFUSED`
  public synchronized int signers(BlockOrder order) {
    Optional<String> obstacle = place(order);
    if (obstacle.isPresent()) {
      throw refused(order, obstacle.get()).exception();
    }
    var officers = chain.get().getLast().parameters().officers();
    return order.signers(officers::contains, verifier).size();
  }

  @Override
  public long take(NodeId peer, List<BlockOrder> more) {
    NodeId centralBank = chain.get().getLast().parameters().centralBank().node();
    if (!peer.equals(centralBank)) {
      throw Problem.of(ErrorCode.CALLER_NOT_ADMITTED, "caller", peer, "service", "block orders")
          .exception();
    }
    more.forEach(this::adopt);
    return sequence();
  }

  /// The number of the last order; 0 before the first.
  public synchronized long sequence() {
    return orders.size();
  }

  /// All orders from number 1 on.
  public synchronized List<BlockOrder> orders() {
    return List.copyOf(orders);
  }

  private Optional<String> obstacle(BlockOrder order) {
    Optional<String> place = place(order);
    if (place.isPresent()) {
      return place;
    }
    boolean signed =
        chain.get().stream()
            .anyMatch(link -> order.isSignedByOfficersOf(link.parameters(), verifier));
    return signed
        ? Optional.empty()
        : Optional.of("two different officers of the central bank have to sign it");
  }

  private Optional<String> place(BlockOrder order) {
    if (!order.networkId().equals(chain.get().getFirst().parameters().hash())) {
      return Optional.of("it is of another network");
    }
    long next = orders.size() + 1L;
    return order.sequence() == next
        ? Optional.empty()
        : Optional.of("the next number is %d".formatted(next));
  }

  private void bind(BlockOrder order) {
    orders.add(order);
    inForce = inForce.with(order);
  }

  private static Problem refused(BlockOrder order, String reason) {
    return Problem.of(ErrorCode.ORDER_REFUSED, "order", order.sequence(), "reason", reason);
  }
}
