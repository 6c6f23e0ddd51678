package kz.digitaltenge.app.scenario;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Program.Answer;
import kz.digitaltenge.node.account.AccountId;

/// Customers pay each other.
final class TransferScenarios {
  private static final String PAYMENTS = "/v1/payments";
  private static final String SPLITS = "/v1/split-payments";
  private static final int CREATED = 201;
  private static final int OK = 200;

  private TransferScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "S08",
            "A person pays a person of another bank by phone, and several at once",
            TransferScenarios::byPhone));
  }

  private static void byPhone(Stage stage, Story story) {
    Member from = stage.payerBank();
    Member to = stage.payeeBank();
    Map<String, String> payee = OpeningScenarios.personFile(stage, "payee");
    String payeeAccount = opened(stage, to, payee);
    String payer = opened(stage, from, OpeningScenarios.personFile(stage, "payer"));
    stage.fund(from, payer, "2500");

    Program program = stage.program(from);
    String id = stage.fresh("by-phone");
    Map<String, String> alias = Map.of("phone", payee.get("phone"));
    Answer found = stage.awaitOk(() -> program.post("/v1/payees/lookup", id, alias));
    story.require(
        found.text("bank").equals(to.node().value()),
        "%s is told that %s serves the phone",
        from.node(),
        found.text("bank"));
    story.require(
        found.text("name").equals("Айгүл С.") && !found.text("payee").equals(payeeAccount),
        "it sees the name \"%s\" and a number for this payment only",
        found.text("name"));
    Map<String, String> order =
        Map.of(
            "payer",
            payer,
            "phone",
            payee.get("phone"),
            "payeeName",
            found.text("name"),
            "amount",
            "1500",
            "currency",
            "KZT");
    story.require(
        program.post(PAYMENTS, id, order).expect(OK).text("state").equals("FINAL"),
        "1500 KZT are final as %s",
        id);
    var _ = program.post(PAYMENTS, id, order).expect(OK);
    stage.awaitBalance(to, payeeAccount, "1500.00");
    story.saw("the same order again moved nothing; %s has 1500.00 at %s", payeeAccount, to.node());
    stage.awaitBalance(from, payer, "1000.00");
    story.saw("the payer has 1000.00 left");
    atOnce(stage, story, payer, Objects.requireNonNull(payee.get("phone")));
    stage.awaitBalance(to, payeeAccount, "1800.00");
    story.saw("the payee at %s has 1800.00", to.node());
  }

  /// Of two orders to two payees one names nobody.
  private static void atOnce(Stage stage, Story story, String payer, String phone) {
    Member from = stage.payerBank();
    String neighbour = opened(stage, from, OpeningScenarios.personFile(stage, "neighbour"));
    Program program = stage.program(from);
    Map<String, String> far = Map.of("phone", phone, "amount", "300");
    Map<String, String> near = Map.of("payee", neighbour, "amount", "200");
    Map<String, String> nobody = Map.of("payee", unopened(from.stockAccount()), "amount", "200");

    Answer refused =
        program.post(SPLITS, stage.fresh("none"), split(payer, List.of(far, near, nobody)));
    story.require(
        refused.text("code").equals("LEG_REFUSED"),
        "three payees, the third unknown: %s",
        refused.text("detail"));
    stage.awaitBalance(from, payer, "1000.00");
    story.saw("nobody was paid, the payer has 1000.00");

    String id = stage.fresh("at-once");
    Answer paid = program.post(SPLITS, id, split(payer, List.of(far, near))).expect(OK);
    story.require(paid.text("state").equals("FINAL"), "two payees are paid at once by %s", id);
    stage.awaitBalance(from, neighbour, "200.00");
    stage.awaitBalance(from, payer, "500.00");
    story.saw("%s has 200.00 at %s, the payer 500.00", neighbour, from.node());
  }

  private static Map<String, Object> split(String payer, List<Map<String, String>> legs) {
    return Map.of("payer", payer, "legs", legs, "currency", "KZT");
  }

  /// An account number of a bank that it has not given out.
  private static String unopened(String ofBank) {
    return AccountId.of(new AccountId(ofBank).bankCode(), "ZZ00000000000").value();
  }

  static String opened(Stage stage, Member bank, Map<String, String> file) {
    return stage.program(bank).post("/v1/customers", "", file).expect(CREATED).text("account");
  }
}
