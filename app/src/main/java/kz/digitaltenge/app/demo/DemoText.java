package kz.digitaltenge.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kz.digitaltenge.app.demo.Scores.RowCounts;
import kz.digitaltenge.ledger.Amount;

/// A day's report for people.
final class DemoText {
  private static final int REFUSED_SHOWN_MAX = 40;
  private static final String ROW = "%-10s %-20s %9s %9s %18s %9s %18s %18s";

  private DemoText() {}

  static String of(DemoReport report) {
    var lines = new ArrayList<String>();
    lines.addAll(refused(report));
    lines.addAll(summary(report));
    lines.addAll(table(report));
    lines.addAll(books(report.reconciliation()));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> refused(DemoReport report) {
    var lines = new ArrayList<String>();
    for (RefusedRow row : report.refused().stream().limit(REFUSED_SHOWN_MAX).toList()) {
      lines.add("line %d: %s: %s".formatted(row.line(), row.code(), row.message()));
    }
    long more = report.refusedCount() - lines.size();
    if (more > 0) {
      lines.add("... and %d more".formatted(more));
    }
    if (!lines.isEmpty()) {
      lines.addFirst("These rows did not go through; everything else did:");
      lines.add("");
    }
    return lines;
  }

  private static List<String> summary(DemoReport report) {
    RowCounts rows = report.rows();
    var lines = new ArrayList<String>();
    lines.add(
        "%s payments (%s across banks), %s accounts, %s issues, %s redemptions in %.1f s"
            .formatted(
                count(rows.payments()),
                count(rows.acrossBanks()),
                count(rows.accounts()),
                count(rows.issues()),
                count(rows.redemptions()),
                report.took().toMillis() / 1000.0));
    if (rows.before() > 0) {
      lines.add(
          "%s of these rows were done before, %s payments among them: nothing was paid twice."
              .formatted(
                  rows.before() == rows.all() ? "All " + count(rows.all()) : count(rows.before()),
                  count(rows.paymentsBefore())));
    }
    lines.add("");
    return lines;
  }

  private static List<String> table(DemoReport report) {
    var lines = new ArrayList<String>();
    lines.add(
        ROW.formatted(
            "bank", "", "accounts", "sent", "sum sent", "received", "sum received", "balance"));
    for (DemoReport.BankLine bank : report.banks()) {
      lines.add(
          ROW.formatted(
              bank.node(),
              bank.name(),
              count(bank.accounts()),
              count(bank.payments().sent()),
              sum(bank.payments().sumSent()),
              count(bank.payments().received()),
              sum(bank.payments().sumReceived()),
              sum(bank.balance())));
    }
    lines.add(total(report.banks()));
    lines.add("");
    return lines;
  }

  private static String total(List<DemoReport.BankLine> banks) {
    Amount sent = Amount.ZERO;
    Amount received = Amount.ZERO;
    Amount balance = Amount.ZERO;
    for (DemoReport.BankLine bank : banks) {
      sent = sent.plus(bank.payments().sumSent());
      received = received.plus(bank.payments().sumReceived());
      balance = balance.plus(bank.balance());
    }
    return ROW.formatted(
        "total",
        "",
        count(banks.stream().mapToLong(DemoReport.BankLine::accounts).sum()),
        count(banks.stream().mapToLong(bank -> bank.payments().sent()).sum()),
        sum(sent),
        count(banks.stream().mapToLong(bank -> bank.payments().received()).sum()),
        sum(received),
        sum(balance));
  }

  private static List<String> books(Reconciliation books) {
    return List.of(
        "Money:      issued %s - redeemed %s = %s; live at all nodes %s: %s"
            .formatted(
                sum(books.issued()),
                sum(books.redeemed()),
                sum(books.issued().minus(books.redeemed())),
                sum(books.live()),
                verdict(books.moneyBalances())),
        "References: the notary lists %s, the nodes hold %s: %s"
            .formatted(
                count(books.notaryLive()),
                count(books.nodesLive()),
                books.referencesAgree()
                    ? "the same"
                    : "%d held twice, %d only at nodes, %d only at the notary: NOT THE SAME"
                        .formatted(books.heldTwice(), books.onlyAtNodes(), books.onlyAtNotary())));
  }

  private static String verdict(boolean holds) {
    return holds ? "equal" : "NOT EQUAL";
  }

  private static String count(long number) {
    return "%,d".formatted(number).replace(',', ' ');
  }

  private static String sum(Amount amount) {
    return String.format(Locale.ROOT, "%,d.%02d", amount.tiyn() / 100, amount.tiyn() % 100)
        .replace(',', ' ');
  }
}
