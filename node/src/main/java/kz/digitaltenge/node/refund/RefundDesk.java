package kz.digitaltenge.node.refund;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.RefundLine;
import kz.digitaltenge.api.operator.RefundOperations;
import kz.digitaltenge.api.operator.RefundOrder;
import kz.digitaltenge.api.operator.RefundSearch;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.operator.Times;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.refund.Refund.Stage;

/// Refunds for the bank's own programs: reads what they typed.
public final class RefundDesk implements RefundOperations {
  private final Refunds refunds;
  private final Supplier<NetworkView> network;

  public RefundDesk(Refunds refunds, Supplier<NetworkView> network) {
    this.refunds = refunds;
    this.network = network;
  }

  @Override
  public RefundLine refund(RefundOrder order) {
    Optional<Asset> asset =
        order.currency().isEmpty()
            ? Optional.empty()
            : Optional.of(TypedText.asset(order.currency(), network.get().current()));
    Optional<Amount> amount =
        order.amount().isEmpty() ? Optional.empty() : Optional.of(TypedText.amount(order.amount()));
    return line(
        refunds.request(
            new Refunds.Wish(
                TypedText.payment(order.refund()),
                TypedText.payment(order.payment()),
                transaction(order.transaction()),
                order.account().isEmpty()
                    ? Optional.empty()
                    : Optional.of(TypedText.account("account", order.account())),
                amount,
                asset)));
  }

  @Override
  public List<RefundLine> refunds(String payment) {
    return refunds.ofPayment(TypedText.payment(payment)).stream().map(RefundDesk::line).toList();
  }

  @Override
  public ListPart<RefundLine> refunds(RefundSearch search, long before, int limit) {
    TypedText.requireLimit(limit);
    var time = Times.Stretch.of(search.from(), search.until());
    Optional<Stage> stage =
        search.state().isEmpty() ? Optional.empty() : Optional.of(stage(search.state()));
    ListPart<Refund> found =
        refunds.find(new RefundBook.Wanted(stage, time.from(), time.until()), before, limit);
    return new ListPart<>(found.lines().stream().map(RefundDesk::line).toList(), found.next());
  }

  private static Stage stage(String text) {
    return switch (text) {
      case "PENDING" -> Stage.ORDERED;
      case "FINAL" -> Stage.PAID;
      case "REFUSED" -> Stage.REFUSED;
      default -> throw TypedText.malformed("state", "it is none of PENDING, FINAL, REFUSED");
    };
  }

  private static Optional<TransactionId> transaction(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TransactionId.fromHex(text));
    } catch (IllegalArgumentException _) {
      throw TypedText.malformed("transaction", "it is not 64 hexadecimal digits");
    }
  }

  private static RefundLine line(Refund now) {
    return new RefundLine(
        now.id().value(),
        now.payment().value(),
        now.of(),
        now.amount(),
        progress(now.stage()),
        now.requestedAt(),
        now.changedAt(),
        now.transaction(),
        now.note());
  }

  private static Progress progress(Stage stage) {
    return switch (stage) {
      case ORDERED -> Progress.UNDER_WAY;
      case PAID -> Progress.DONE;
      case REFUSED -> Progress.REFUSED;
    };
  }
}
