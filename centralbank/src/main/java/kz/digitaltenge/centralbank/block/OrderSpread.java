package kz.digitaltenge.centralbank.block;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.block.BlockBook;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.peer.OrderPeers;

/// Tells the notary, every node and the ID centre of orders until each has them: at once, again and
/// again those that could not be reached, and now and then all of them, since a node that got an
/// old copy of its disk back has fewer than it had.
final class OrderSpread {
  private static final System.Logger LOG = System.getLogger(OrderSpread.class.getName());
  private static final String NOTARY = "notary";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final int ROUNDS_BETWEEN_LOOKS_AT_ALL = 15;

  private final BlockBook book;
  private final NodeParts node;
  private final OrderPeers peers;
  private final List<OrderListener> more;
  private final NotaryOrders notary;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final Map<String, Long> known = new ConcurrentHashMap<>();
  private volatile long atNotary;

  /// @param more who is no node
  OrderSpread(
      BlockBook book,
      NodeParts node,
      OrderPeers peers,
      List<OrderListener> more,
      NotaryOrders notary) {
    this.book = book;
    this.node = node;
    this.peers = peers;
    this.more = List.copyOf(more);
    this.notary = notary;
  }

  void start() {
    Tasks tasks = node.tasks();
    tasks.start("orders of " + node.self(), this::keepTelling);
  }

  private void keepTelling() {
    for (int round = 1; ; round++) {
      try {
        spread(round % ROUNDS_BETWEEN_LOOKS_AT_ALL == 0);
        node.tasks().sleep(PERIOD);
      } catch (PlatformException e) {
        if (e.code() == ErrorCode.STOPPING) {
          return;
        }
        LOG.log(WARNING, () -> "Orders could not be told: " + e.problem().forLog());
      }
    }
  }

  /// Tells whoever lacks orders, and returns when each has answered or its time is over.
  ///
  /// @param all whether those are asked too who are known to have them
  void spread(boolean all) {
    oneAtATime.lock();
    try {
      List<BlockOrder> orders = book.orders();
      Map<String, CompletableFuture<Long>> asked = new LinkedHashMap<>();
      for (OrderListener each : others()) {
        long has = known.getOrDefault(each.name(), 0L);
        if (all || has < orders.size()) {
          asked.put(each.name(), each.take().apply(next(orders, has)));
        }
      }
      if (atNotary < orders.size()) {
        tellNotary(orders);
      }
      asked.forEach((each, answer) -> hear(each, answer, orders.size()));
    } finally {
      oneAtATime.unlock();
    }
  }

  private static List<BlockOrder> next(List<BlockOrder> orders, long has) {
    int from = (int) Math.min(has, orders.size());
    return orders.subList(from, Math.min(orders.size(), from + OrderPeers.ORDERS_MAX));
  }

  private void tellNotary(List<BlockOrder> orders) {
    try {
      notary.bringUpToDate(orders);
      atNotary = orders.size();
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.ORDER_REFUSED) {
        LOG.log(ERROR, () -> "ALARM: " + e.problem().forLog());
      } else if (e.code() == ErrorCode.STOPPING) {
        throw e;
      } else {
        LOG.log(INFO, () -> "The notary is told later: " + e.problem().forLog());
      }
    }
  }

  private void hear(String each, CompletableFuture<Long> answer, long last) {
    try {
      long has = node.tasks().await(answer, ANSWER_TIMEOUT);
      if (has > last) {
        LOG.log(ERROR, () -> "ALARM: %s has %d orders, more than there are".formatted(each, has));
      }
      known.put(each, has);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        throw e;
      }
      LOG.log(INFO, () -> "%s is told later: %s".formatted(each, e.problem().forLog()));
    }
  }

  /// How far everybody is known to have orders, the notary first.
  List<Told> told() {
    var told = new ArrayList<Told>();
    told.add(new Told(NOTARY, atNotary));
    told.add(new Told(node.self().value(), book.sequence()));
    others().forEach(each -> told.add(new Told(each.name(), known.getOrDefault(each.name(), 0L))));
    return told;
  }

  private List<OrderListener> others() {
    Stream<OrderListener> nodes =
        node.network().get().current().participants().stream()
            .map(Participant::node)
            .filter(each -> !each.equals(node.self()))
            .map(each -> new OrderListener(each.value(), orders -> peers.take(each, orders)));
    return Stream.concat(nodes, more.stream()).toList();
  }
}
