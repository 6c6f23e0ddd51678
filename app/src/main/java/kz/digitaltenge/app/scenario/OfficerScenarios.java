package kz.digitaltenge.app.scenario;

import java.util.List;
import java.util.Map;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Commands.Printed;
import kz.digitaltenge.app.scenario.Program.Answer;

/// What the central bank's officers do: block a bank, close a day.
final class OfficerScenarios {
  private static final int OK = 200;

  private OfficerScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("S15", "Officers block a bank and let it go again", OfficerScenarios::block),
        new Scenario("S16", "Officers close a day and the next one opens", OfficerScenarios::day));
  }

  private static void block(Stage stage, Story story) {
    Member from = stage.payerBank();
    Member to = stage.payeeBank();
    String payee =
        TransferScenarios.opened(stage, to, OpeningScenarios.personFile(stage, "blocked-payee"));
    var _ = stage.issue(from, "100", stage.fresh("stock-block"));
    Map<String, String> order =
        Map.of("payer", from.stockAccount(), "payee", payee, "amount", "10", "currency", "KZT");
    String reason = stage.fresh("scenario");
    Printed blocked =
        stage
            .commands()
            .run("block", to.node().value(), "--only", "receive", "--reason", reason)
            .expectDone();
    story.require(
        blocked.text("state").equals("IN_FORCE"),
        "order %s blocks %s from receiving: IN_FORCE",
        blocked.text("order"),
        to.node());
    Program program = stage.program(from);
    String id = stage.fresh("to-blocked");
    Answer refused = program.post("/v1/payments", id, order);
    story.require(
        refused.text("code").equals("BANK_BLOCKED"),
        "a payment to it is refused at once: %s",
        refused.text("detail"));
    Printed lifted =
        stage.commands().run("unblock", to.node().value(), "--reason", reason).expectDone();
    story.saw("order %s lifts the block", lifted.text("order"));
    Answer paid = stage.awaitOk(() -> program.post("/v1/payments", id, order));
    story.require(
        paid.text("state").equals("FINAL"), "the same payment is FINAL now; %s was paid", payee);
    story.require(
        program.post("/v1/payments", id, order).expect(OK).text("state").equals("FINAL"),
        "and once only");
  }

  private static void day(Stage stage, Story story) {
    Printed before = stage.commands().run("day").expectDone();
    String date = before.json().path("day").path("date").asString("");
    Printed closed = stage.commands().run("day", "close", date, "--officer", "2").expectDone();
    story.require(
        closed.json().path("day").path("state").asString("").equals("CLOSED"),
        "the day %s is CLOSED",
        date);
    closed
        .json()
        .path("day")
        .path("steps")
        .forEach(
            step ->
                story.saw(
                    "step %s: %s",
                    step.path("name").asString(""), step.path("evidence").asString("")));
    Printed next = stage.commands().run("day").expectDone();
    String opened = next.json().path("day").path("date").asString("");
    story.require(opened.compareTo(date) > 0, "the next working day, %s, is open", opened);
    calendar(stage, story);
  }

  /// The white paper's figures of 2023.
  private static void calendar(Stage stage, Story story) {
    Printed official = stage.commands().run("day", "calendar", "show", "2023").expectDone();
    story.saw(
        "calendar of 2023: %s working, %s off",
        official.json().path("working").asInt(0), official.json().path("off").asInt(0));
  }
}
