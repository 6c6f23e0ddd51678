package kz.digitaltenge.app.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.app.demo.Scores.RowCounts;

/// A day's report for machines: one object, amounts in whole tiyn.
final class DemoJson {
  private DemoJson() {}

  static Map<String, Object> of(DemoReport report) {
    Reconciliation books = report.reconciliation();
    RowCounts rows = report.rows();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("balanced", books.balanced());
    json.put("issuedTiyn", books.issued().tiyn());
    json.put("redeemedTiyn", books.redeemed().tiyn());
    json.put("liveTiyn", books.live().tiyn());
    json.put("notaryLive", books.notaryLive());
    json.put("nodesLive", books.nodesLive());
    json.put("heldTwice", books.heldTwice());
    json.put("onlyAtNodes", books.onlyAtNodes());
    json.put("onlyAtNotary", books.onlyAtNotary());
    json.put("payments", rows.payments());
    json.put("paymentsAcrossBanks", rows.acrossBanks());
    json.put("paymentsDoneBefore", rows.paymentsBefore());
    json.put("issues", rows.issues());
    json.put("redemptions", rows.redemptions());
    json.put("accountsOpened", rows.accounts());
    json.put("rowsDoneBefore", rows.before());
    json.put("tookMillis", report.took().toMillis());
    json.put("banks", report.banks().stream().map(DemoJson::bank).toList());
    json.put("refusedCount", report.refusedCount());
    json.put("refused", report.refused().stream().map(DemoJson::refused).toList());
    return json;
  }

  private static Map<String, Object> bank(DemoReport.BankLine bank) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", bank.node().value());
    json.put("name", bank.name());
    json.put("accounts", bank.accounts());
    json.put("sent", bank.payments().sent());
    json.put("sentTiyn", bank.payments().sumSent().tiyn());
    json.put("received", bank.payments().received());
    json.put("receivedTiyn", bank.payments().sumReceived().tiyn());
    json.put("balanceTiyn", bank.balance().tiyn());
    return json;
  }

  private static Map<String, Object> refused(RefusedRow row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("line", row.line());
    json.put("code", row.code().name());
    json.put("message", row.message());
    return json;
  }
}
