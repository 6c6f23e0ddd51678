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
  private static final String STOCK_CONVERSIONS = "/v1/stock-conversions";
  private static final String CORE_ACCOUNT = "CUSTOMER00001";
  private static final int OK = 200;
  private static final int WAITS_MAX = 3;

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
    Program program = stage.program(bank);
    String id = stage.fresh("issue");
    String amount = "1000000";
    Map<String, String> order = stockOrder("IN", amount);
    Answer debited =
        stage.await(
            () -> program.post(STOCK_CONVERSIONS, id, order),
            answer -> isAt(answer, "DEBITED") || isAt(answer, "ISSUED"));
    story.require(
        isAt(debited, "DEBITED"),
        "%s ordered %s; its correspondent account is debited, %s of %s officers have approved",
        bank.node(),
        debited.text("amount"),
        debited.body().path("approvals"),
        debited.body().path("approvalsNeeded"));
    approve(stage, bank, id, amount);
    tell(story, ended(stage, program, id, "ISSUED"));
    repeated(story, program, id, order);

    String unwanted = stage.fresh("unwanted");
    var _ = program.post(STOCK_CONVERSIONS, unwanted, order);
    var _ = program.post(STOCK_CONVERSIONS + "/" + unwanted + "/cancellation", "", Map.of());
    var _ = ended(stage, program, unwanted, "RETURNED");
    story.saw("an order that was taken back before its approval was credited back");
    reconciled(stage, story);
  }

  private static void redemption(Stage stage, Story story) {
    Member bank = stage.payerBank();
    Program program = stage.program(bank);
    var _ = stage.issue(bank, "5000", stage.fresh("before-redeem"));
    String id = stage.fresh("redeem");
    Map<String, String> order = stockOrder("OUT", "2000");
    var _ =
        stage.await(
            () -> program.post(STOCK_CONVERSIONS, id, order), answer -> answer.status() < 300);
    tell(story, ended(stage, program, id, "REDEEMED"));
    repeated(story, program, id, order);
    reconciled(stage, story);
  }

  private static Map<String, String> stockOrder(String direction, String amount) {
    return Map.of("direction", direction, "amount", amount, "currency", "KZT");
  }

  private static boolean isAt(Answer answer, String state) {
    return answer.text("state").equals(state);
  }

  private static void approve(Stage stage, Member bank, String id, String amount) {
    String code = bank.node().value();
    var _ =
        stage
            .commands()
            .run("approve", id, "--bank", code, "--amount", amount, "--officer", "1")
            .expectDone();
  }

  /// A supply proof takes its time.
  private static Answer ended(Stage stage, Program program, String id, String state) {
    Answer last = program.get(STOCK_CONVERSIONS + "/" + id).expect(OK);
    for (int i = 0; i < WAITS_MAX && !isAt(last, state); i++) {
      last =
          stage.await(
              () -> program.get(STOCK_CONVERSIONS + "/" + id).expect(OK),
              answer -> isAt(answer, state));
    }
    if (!isAt(last, state)) {
      throw new NotSoException("%s is not %s: %s".formatted(id, state, last.body()));
    }
    return last;
  }

  private static void repeated(Story story, Program program, String id, Map<String, String> order) {
    Answer done = program.get(STOCK_CONVERSIONS + "/" + id).expect(OK);
    Answer again = program.post(STOCK_CONVERSIONS, id, order).expect(OK);
    story.require(
        again.text("transaction").equals(done.text("transaction")),
        "the same order again is the same conversion");
    var other = new HashMap<>(order);
    other.put("amount", "1");
    Answer refused = program.post(STOCK_CONVERSIONS, id, other);
    story.require(
        refused.status() >= 400,
        "the same key with another amount is refused with %s",
        refused.text("code"));
    Answer listed =
        program.get(STOCK_CONVERSIONS + "?limit=1&direction=" + order.get("direction")).expect(OK);
    story.require(
        listed.body().path("stockConversions").path(0).path("id").asString("").equals(id),
        "it is the newest of the bank's conversions that go that way");
  }

  private static void tell(Story story, Answer conversion) {
    story.saw(
        "%s of %s is %s; references: core banking %s, ledger %s",
        conversion.text("direction"),
        conversion.text("amount"),
        conversion.text("state"),
        conversion.text("coreReference"),
        conversion.text("transaction"));
    story.require(
        !conversion.text("signedOrder").isEmpty(), "the bank's node has signed the order");
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
