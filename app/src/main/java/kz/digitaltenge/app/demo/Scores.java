package kz.digitaltenge.app.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;

/// Counts what a day's rows came to. Any thread may tell; everything is guarded by `this`.
final class Scores {
  /// Refusals that are kept with line and reason; more are only counted.
  static final int REFUSED_MAX = 10_000;

  private final Map<NodeId, BankScore> banks = new HashMap<>();
  private final List<RefusedRow> refused = new ArrayList<>();
  private long refusedCount;
  private RowCounts counts = RowCounts.NONE;

  /// What the day's payments were for one bank.
  record BankScore(long sent, Amount sumSent, long received, Amount sumReceived) {
    static final BankScore NONE = new BankScore(0, Amount.ZERO, 0, Amount.ZERO);

    private BankScore send(Amount amount) {
      return new BankScore(sent + 1, sumSent.plus(amount), received, sumReceived);
    }

    private BankScore receive(Amount amount) {
      return new BankScore(sent, sumSent, received + 1, sumReceived.plus(amount));
    }
  }

  /// How many rows of each kind are done.
  ///
  /// @param paymentsBefore payments that were done before this run
  /// @param before rows of all kinds that were done before this run
  record RowCounts(
      long issues,
      long accounts,
      long payments,
      long acrossBanks,
      long redemptions,
      long paymentsBefore,
      long before) {
    static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, 0, 0);

    long all() {
      return issues + accounts + payments + redemptions;
    }

    private RowCounts plus(Errand errand, boolean earlier) {
      boolean across = errand instanceof Errand.Pay pay && !pay.fromBank().equals(pay.toBank());
      boolean payment = errand instanceof Errand.Pay;
      return new RowCounts(
          issues + one(errand instanceof Errand.Issue),
          accounts + one(errand instanceof Errand.Open),
          payments + one(payment),
          acrossBanks + one(across),
          redemptions + one(errand instanceof Errand.Redeem),
          paymentsBefore + one(payment && earlier),
          before + one(earlier));
    }

    private static int one(boolean counts) {
      return counts ? 1 : 0;
    }
  }

  synchronized void done(Errand errand, boolean before) {
    counts = counts.plus(errand, before);
    if (errand instanceof Errand.Pay pay) {
      banks.merge(
          pay.fromBank().node(),
          BankScore.NONE.send(pay.amount()),
          (score, _) -> score.send(pay.amount()));
      banks.merge(
          pay.toBank().node(),
          BankScore.NONE.receive(pay.amount()),
          (score, _) -> score.receive(pay.amount()));
    }
  }

  synchronized void refused(long line, Problem problem) {
    refusedCount++;
    if (refused.size() < REFUSED_MAX) {
      refused.add(new RefusedRow(line, problem.code(), problem.message()));
    }
  }

  synchronized RowCounts counts() {
    return counts;
  }

  synchronized BankScore of(NodeId bank) {
    return banks.getOrDefault(bank, BankScore.NONE);
  }

  synchronized long refusedCount() {
    return refusedCount;
  }

  /// In the order of the lines.
  synchronized List<RefusedRow> refused() {
    return refused.stream().sorted(Comparator.comparingLong(RefusedRow::line)).toList();
  }
}
