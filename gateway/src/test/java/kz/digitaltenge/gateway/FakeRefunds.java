package kz.digitaltenge.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.RefundLine;
import kz.digitaltenge.api.operator.RefundOperations;
import kz.digitaltenge.api.operator.RefundOrder;
import kz.digitaltenge.api.operator.RefundSearch;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.operator.TypedText;

/// A bank's refunds without a ledger: of one payment of 100 tenge, "received".
final class FakeRefunds implements RefundOperations {
  static final String PAYMENT = "received";
  static final Amount PAID = Amount.ofTenge(100);
  private static final Instant NOON = Instant.parse("2026-03-02T07:00:00Z");

  private final Map<String, RefundLine> lines = new LinkedHashMap<>();

  /// What becomes of the next one.
  private Progress fate = Progress.DONE;

  synchronized void next(Progress progress) {
    fate = progress;
  }

  @Override
  public synchronized RefundLine refund(RefundOrder order) {
    TypedText.payment(order.refund());
    requireKnown(order.payment());
    Amount rest = lines.values().stream().map(RefundLine::amount).reduce(PAID, Amount::minus);
    Amount amount = order.amount().isEmpty() ? rest : TypedText.amount(order.amount());
    RefundLine known = lines.get(order.refund());
    if (known != null) {
      return known;
    }
    if (amount.compareTo(rest) > 0) {
      throw Problem.of(
              ErrorCode.REFUND_EXCEEDS_PAYMENT, "payment", PAYMENT, "rest", rest, "amount", amount)
          .exception();
    }
    var line =
        new RefundLine(
            order.refund(),
            PAYMENT,
            id(PAYMENT),
            amount,
            fate,
            NOON,
            NOON,
            fate == Progress.DONE ? Optional.of(id(order.refund())) : Optional.empty(),
            fate == Progress.DONE ? Note.NONE : Note.of("the payer's bank says no"));
    lines.put(order.refund(), line);
    return line;
  }

  @Override
  public synchronized List<RefundLine> refunds(String payment) {
    requireKnown(payment);
    return List.copyOf(lines.values());
  }

  private static void requireKnown(String payment) {
    if (!payment.equals(PAYMENT)) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", payment, "bank", "HSBKKZKX")
          .exception();
    }
  }

  /// The newest first, by their numbers from 0 on.
  @Override
  public synchronized ListPart<RefundLine> refunds(RefundSearch search, long before, int limit) {
    var found = new ArrayList<RefundLine>();
    var all = List.copyOf(lines.values());
    int number = (int) Math.min(before, all.size());
    while (number > 0 && found.size() < limit) {
      number--;
      if (search.state().isEmpty()
          || search.state().equals("FINAL") == (all.get(number).progress() == Progress.DONE)) {
        found.add(all.get(number));
      }
    }
    return new ListPart<>(found, number > 0 ? OptionalLong.of(number) : OptionalLong.empty());
  }

  static TransactionId id(String name) {
    return new TransactionId(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)));
  }
}
