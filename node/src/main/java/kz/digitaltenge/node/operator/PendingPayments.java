package kz.digitaltenge.node.operator;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PaymentLine;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.payment.OpenPayment;
import kz.digitaltenge.node.vault.HistoryPage;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.Movement.Direction;
import kz.digitaltenge.node.vault.PaymentQuestion;

/// Payments under way, as their payers' accounts see them, oldest first.
///
/// The place of one is when it was made and something of its identifier, so it is the same in every
/// life of the node. Those that share a place come in one part.
///
/// @param self the bank's own node
record PendingPayments(List<OpenPayment> open, NodeId self) {
  /// Of the identifier, below the milliseconds.
  private static final int TIE_BITS = 20;

  ListPart<PaymentLine> after(long place, PaymentQuestion question, int limit) {
    List<Seen> meant =
        open.stream()
            .map(PendingPayments::seen)
            .filter(each -> each.line.sequence() > place)
            .filter(each -> question.means(each.line, each.payment.banks(), self))
            .sorted(Comparator.comparingLong(each -> each.line.sequence()))
            .toList();
    int end = Math.min(limit, meant.size());
    while (end > 0 && end < meant.size() && meant.get(end).isBeside(meant.get(end - 1))) {
      end++;
    }
    return new ListPart<>(
        meant.subList(0, end).stream().map(this::line).toList(),
        end < meant.size()
            ? OptionalLong.of(meant.get(end - 1).line.sequence())
            : OptionalLong.empty());
  }

  private record Seen(OpenPayment payment, HistoryPage.Line line) {
    boolean isBeside(Seen other) {
      return line.sequence() == other.line.sequence();
    }
  }

  private static Seen seen(OpenPayment payment) {
    return new Seen(
        payment,
        new HistoryPage.Line(
            place(payment),
            payment.transaction(),
            payment.since(),
            new Movement(
                payment.payer(),
                Direction.OUT,
                payment.holding(),
                payment.amount(),
                payment.payment(),
                payment.payee(),
                payment.remittance()),
            payment.refundOf()));
  }

  private static long place(OpenPayment payment) {
    int tie = ByteBuffer.wrap(payment.transaction().hash().trusted()).getInt();
    return (payment.since().toEpochMilli() << TIE_BITS) | (tie >>> (Integer.SIZE - TIE_BITS));
  }

  private PaymentLine line(Seen seen) {
    return new PaymentLine(
        OperatorDesk.line(seen.line),
        seen.payment.payer().value(),
        PaymentLine.State.PENDING,
        seen.payment.banks().isEmpty() ? List.of(self) : seen.payment.banks(),
        OptionalInt.of(seen.payment.attempt()));
  }
}
