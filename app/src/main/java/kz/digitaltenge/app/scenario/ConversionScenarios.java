package kz.digitaltenge.app.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Commands.Printed;
import kz.digitaltenge.app.scenario.Program.Answer;
import kz.digitaltenge.node.account.AccountId;

/// Money becomes digital tenge and goes back: between banks and the central bank, and between
/// customers and their banks.
final class ConversionScenarios {
  private static final String CONVERSIONS = "/v1/conversions";
  private static final String CORE_ACCOUNT = "CUSTOMER00001";
  private static final int OK = 200;

  /// Whose file is opened before.
  @FunctionalInterface
  private interface Files {
    Map<String, String> of(Stage stage, String what);
  }

  private ConversionScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "S03", "A bank buys digital tenge of the central bank", ConversionScenarios::issuance),
        new Scenario(
            "S04",
            "A company converts into digital tenge",
            (stage, story) -> in(stage, story, "company-in", OpeningScenarios::companyFile)),
        new Scenario(
            "S05",
            "A person converts into digital tenge",
            (stage, story) -> in(stage, story, "person-in", OpeningScenarios::personFile)),
        new Scenario(
            "S11",
            "A company converts digital tenge back",
            (stage, story) -> out(stage, story, "company-out", OpeningScenarios::companyFile)),
        new Scenario(
            "S12",
            "A person converts digital tenge back",
            (stage, story) -> out(stage, story, "person-out", OpeningScenarios::personFile)),
        new Scenario(
            "S13",
            "A bank sells digital tenge to the central bank",
            ConversionScenarios::redemption));
  }

  private static void issuance(Stage stage, Story story) {
    Member bank = stage.payerBank();
    String id = stage.fresh("issue");
    Printed issued = stage.issue(bank, "1000000", id);
    tell(story, issued);
    story.require(
        stage.issue(bank, "1000000", id).text("transaction").equals(issued.text("transaction")),
        "the same id again is the same issue");
    reconciled(stage, story);
  }

  private static void redemption(Stage stage, Story story) {
    Member bank = stage.payerBank();
    var _ = stage.issue(bank, "5000", stage.fresh("before-redeem"));
    String id = stage.fresh("redeem");
    String[] command = {"redeem", "--bank", bank.node().value(), "2000", "--id", id};
    Printed redeemed = stage.commands().run(command).expectDone();
    tell(story, redeemed);
    Printed again = stage.commands().run(command).expectDone();
    story.require(
        again.text("transaction").equals(redeemed.text("transaction")),
        "the same id again is the same redemption");
    reconciled(stage, story);
  }

  private static void tell(Story story, Printed conversion) {
    story.require(
        conversion.text("progress").equals("DONE"),
        "%s of %s to %s is DONE, approved by %s",
        conversion.text("kind"),
        conversion.text("amount"),
        conversion.text("bank"),
        conversion.json().path("approvals"));
    story.saw(
        "references: core banking %s, ledger %s",
        conversion.text("confirmation"), conversion.text("transaction"));
  }

  private static void reconciled(Stage stage, Story story) {
    Printed books = stage.commands().run("reconcile").expectDone();
    story.saw(
        "reconciled: liability %s, circulating %s, no breaks",
        books.text("liability"), books.text("circulating"));
  }

  private static void in(Stage stage, Story story, String what, Files files) {
    Member bank = stage.payerBank();
    var _ = stage.issue(bank, "3000", stage.fresh("stock-" + what));
    String account = TransferScenarios.opened(stage, bank, files.of(stage, what));
    converted(stage, story, order(bank, "IN", account, "1200"), what);
    stage.awaitBalance(bank, account, "1200.00");
    story.saw("%s has 1200.00", account);
    bankReconciled(stage, story, bank);
  }

  private static void out(Stage stage, Story story, String what, Files files) {
    Member bank = stage.payerBank();
    String account = TransferScenarios.opened(stage, bank, files.of(stage, what));
    stage.fund(bank, account, "1000");
    stage.awaitBalance(bank, account, "1000.00");
    converted(stage, story, order(bank, "OUT", account, "400"), what);
    stage.awaitBalance(bank, account, "600.00");
    story.saw("%s has 600.00 left", account);
    bankReconciled(stage, story, bank);
  }

  private static Map<String, String> order(
      Member bank, String direction, String account, String amount) {
    return Map.of(
        "direction", direction,
        "account", account,
        "coreAccount", AccountId.of(bank.bankCode(), CORE_ACCOUNT).value(),
        "amount", amount,
        "currency", "KZT");
  }

  private static void converted(Stage stage, Story story, Map<String, String> order, String what) {
    Program program = stage.program(stage.payerBank());
    String id = stage.fresh(what);
    Answer done = stage.awaitOk(() -> program.post(CONVERSIONS, id, order));
    story.require(
        done.text("state").equals("CONVERTED"),
        "%s %s is CONVERTED; references: core banking %s, ledger %s",
        done.text("direction"),
        done.text("amount"),
        done.text("coreReference"),
        done.text("transaction"));
    Answer again = program.post(CONVERSIONS, id, order).expect(OK);
    story.require(
        again.text("transaction").equals(done.text("transaction")),
        "the same order again is the same conversion");
    var other = new HashMap<>(order);
    other.put("amount", "1");
    Answer refused = program.post(CONVERSIONS, id, other);
    story.require(
        refused.status() >= 400,
        "the same key with another amount is refused with %s",
        refused.text("code"));
  }

  private static void bankReconciled(Stage stage, Story story, Member bank) {
    Answer books = stage.program(bank).get("/v1/reconciliation").expect(OK);
    story.require(
        books.body().path("clean").asBoolean(false),
        "%s's conversions agree with its core banking system",
        bank.node());
  }
}
