package kz.digitaltenge.notary.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.OrdersSeen;

/// Brings block orders into force at the notary (C12): shows its members, one after another and
/// again, what they do not have yet, until the one that leads has logged it. Showing an order again
/// changes nothing.
public final class OrdersPublisher {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int ROUNDS_MAX = 10;

  private final List<Link> members;
  private final Tasks tasks;

  /// @param members the notary's members by name
  public OrdersPublisher(Map<String, Link> members, Tasks tasks) {
    this.members = new ArrayList<>(members.values());
    this.tasks = tasks;
  }

  /// Returns once the last of the orders is in force. Blocking.
  ///
  /// @param orders all from number 1 on
  /// @throws PlatformException `NOTARY_UNAVAILABLE` when nobody takes them, `ORDER_REFUSED` when
  ///   the notary goes by orders that these are not
  public void bringUpToDate(List<BlockOrder> orders) {
    String last = "nobody leads";
    for (int round = 1; round <= ROUNDS_MAX; round++) {
      for (Link member : members) {
        try {
          if (isUpToDate(member, orders)) {
            return;
          }
          last = "the member asked does not lead";
        } catch (PlatformException e) {
          if (e.code() == ErrorCode.ORDER_REFUSED || e.code() == ErrorCode.STOPPING) {
            throw e;
          }
          last = e.problem().whatHappened();
        }
      }
      tasks.sleep(PAUSE);
    }
    throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", last).exception();
  }

  /// Whether this member has all of them now.
  private boolean isUpToDate(Link member, List<BlockOrder> orders) {
    OrdersSeen seen = seen(member);
    requireSame(seen, orders);
    for (BlockOrder order : orders.subList((int) seen.sequence(), orders.size())) {
      byte[] answer =
          tasks.await(member.call(NotaryProtocol.ORDER, order.encode()), ANSWER_TIMEOUT);
      switch (Reply.decode(answer)) {
        case Reply.InForce() -> {}
        case Reply.NotLeader _ -> {
          return false;
        }
        case Reply.Answered(NotaryAnswer.Refused(var reason, String evidence)) ->
            throw refused(order.sequence(), reason + ", " + evidence);
        case Reply.Answered _ -> {
          return false;
        }
      }
    }
    return true;
  }

  private OrdersSeen seen(Link member) {
    return OrdersSeen.decode(
        tasks.await(member.call(NotaryProtocol.ORDERS, new byte[0]), ANSWER_TIMEOUT));
  }

  private static void requireSame(OrdersSeen seen, List<BlockOrder> orders) {
    Optional<BlockOrder> last = seen.last();
    if (seen.sequence() > orders.size()
        || (last.isPresent()
            && !last.get().isCopyOf(orders.get((int) last.get().sequence() - 1)))) {
      throw refused(seen.sequence(), "the notary goes by orders that are not in this book");
    }
  }

  private static PlatformException refused(long sequence, String reason) {
    return Problem.of(ErrorCode.ORDER_REFUSED, "order", sequence, "reason", reason).exception();
  }
}
