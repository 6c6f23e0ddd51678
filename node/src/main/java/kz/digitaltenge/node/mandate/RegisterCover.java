package kz.digitaltenge.node.mandate;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// The payments that are being made as lines of registers which were approved as a whole, or by
/// standing orders. A payment is signed while it is ordered, so nothing has to be known of it
/// longer. Any thread may ask.
final class RegisterCover {
  private final ConcurrentHashMap<PaymentId, Line> lines = new ConcurrentHashMap<>();

  /// A line that is being paid.
  ///
  /// @param total of its register; of a standing order what each of its payments comes to
  /// @param decisions on its register or standing order
  record Line(PaymentOrder order, Amount total, List<Decision> decisions) {}

  /// The line that an order is, exactly as it is.
  Optional<Line> line(PaymentOrder order) {
    return line(order.id()).filter(line -> line.order.equals(order));
  }

  Optional<Line> line(PaymentId payment) {
    return Optional.ofNullable(lines.get(payment));
  }

  /// Pays lines of one register, or by one standing order.
  PaymentService paying(Matter matter, List<Decision> decisions, PaymentService payments) {
    return new PaymentService() {
      @Override
      public PaymentResult pay(PaymentOrder order) {
        if (!order.payer().equals(matter.payer())) {
          throw new IllegalArgumentException("not of " + matter.key() + ": " + order.id());
        }
        var line = new Line(order, matter.amount(), decisions);
        lines.put(order.id(), line);
        try {
          return payments.pay(order);
        } finally {
          lines.remove(order.id(), line);
        }
      }

      @Override
      public Optional<PaymentResult> outcome(PaymentOrder order) {
        return payments.outcome(order);
      }
    };
  }
}
