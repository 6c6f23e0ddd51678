package kz.digitaltenge.app.scenario;

import java.util.List;
import java.util.Map;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Program.Answer;

/// Customers pay each other.
final class TransferScenarios {
  private static final String PAYMENTS = "/v1/payments";
  private static final int CREATED = 201;
  private static final int OK = 200;

  private TransferScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "S08", "A person pays a person of another bank by phone", TransferScenarios::byPhone));
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
  }

  static String opened(Stage stage, Member bank, Map<String, String> file) {
    return stage.program(bank).post("/v1/customers", "", file).expect(CREATED).text("account");
  }
}
