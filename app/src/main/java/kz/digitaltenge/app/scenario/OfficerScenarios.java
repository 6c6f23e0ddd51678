package kz.digitaltenge.app.scenario;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Program.Answer;
import tools.jackson.databind.JsonNode;

/// What the central bank's officers do: block a bank, close a day.
final class OfficerScenarios {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final Duration TIMER = Duration.ofHours(1);
  private static final String ORDERS = "/v1/block-orders";
  private static final String DAY = "/v1/operational-day";
  private static final String DAYS = "/v1/operational-days";
  private static final String CALENDAR = "/v1/calendars/2023";
  private static final String WORKING_SATURDAY = "2023-07-01";

  private OfficerScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("S15", "Officers block a bank and let it go again", OfficerScenarios::block),
        new Scenario("S16", "Officers close a day, and keep the calendar", OfficerScenarios::day));
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
    String until = Instant.now().plus(TIMER).truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Object> about = Map.of("bank", to.node().value(), "reason", reason);
    Answer blocked =
        ordered(stage, with(about, Map.of("operations", List.of("RECEIVE"), "until", until)));
    story.require(
        blocked.text("until").equals(until),
        "order %s, signed by officers %s, blocks %s from receiving until %s: IN_FORCE",
        blocked.text("order"),
        blocked.body().path("officers"),
        to.node(),
        until);
    Program program = stage.program(from);
    String id = stage.fresh("to-blocked");
    Answer refused = program.post("/v1/payments", id, order);
    story.require(
        refused.text("code").equals("BANK_BLOCKED"),
        "a payment to it is refused at once: %s",
        refused.text("detail"));
    Answer lifted = ordered(stage, with(about, Map.of("operations", List.of())));
    story.require(
        lifted.text("state").equals("LIFTED"), "order %s lifts the block", lifted.text("order"));
    Answer paid = stage.awaitOk(() -> program.post("/v1/payments", id, order));
    story.require(
        paid.text("state").equals("FINAL"), "the same payment is FINAL now; %s was paid", payee);
    story.require(
        program.post("/v1/payments", id, order).expect(OK).text("state").equals("FINAL"),
        "and once only");
  }

  /// Two officers sign what the gateway drafts, each with the officer's own order key; one of them
  /// alone is not enough.
  private static Answer ordered(Stage stage, Map<String, ?> wish) {
    Program first = stage.officer(1);
    Program second = stage.officer(2);
    String toSign = first.post(ORDERS + "/draft", "", wish).expect(OK).text("toSign");
    Map<String, String> proposal =
        Map.of("order", toSign, "signature", signature(stage, 1, toSign));
    String number = first.post(ORDERS, "", proposal).expect(CREATED).text("order");
    String read = second.get(ORDERS + "/" + number).expect(OK).text("toSign");
    return second
        .post(
            ORDERS + "/" + number + "/signatures",
            "",
            Map.of("signature", signature(stage, 2, read)))
        .expect(OK);
  }

  private static String signature(Stage stage, int officer, String toSign) {
    return stage
        .commands()
        .run("blocks", "sign", toSign, "--officer", String.valueOf(officer))
        .expectDone()
        .text("signature");
  }

  private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> more) {
    var both = new HashMap<>(one);
    both.putAll(more);
    return both;
  }

  private static void day(Stage stage, Story story) {
    Program first = stage.officer(1);
    Program second = stage.officer(2);
    String date = first.get(DAY).expect(OK).text("date");
    Answer closed = second.post(DAYS + "/" + date + "/close");
    story.require(
        closed.text("state").equals("CLOSED"),
        "officer 2 closes the day %s: CLOSED, by the signed request %s",
        date,
        closed.text("evidence"));
    closed
        .body()
        .path("steps")
        .forEach(
            step ->
                story.saw(
                    "step %s: %s",
                    step.path("name").asString(""), step.path("found").asString("")));
    Answer next = first.get(DAY).expect(OK);
    String opened = next.text("date");
    story.require(
        opened.compareTo(date) > 0 && next.text("state").equals("OPEN"),
        "the next working day, %s, is open",
        opened);
    String listed = first.get(DAYS + "?limit=1&before=" + opened).expect(OK).body().toString();
    story.require(
        listed.contains(date) && listed.contains("CLOSED"),
        "the list of days has %s, CLOSED",
        date);
    calendar(first, second, story);
  }

  /// The white paper's screen of 2023: 365 days, 261 working, 104 off. That is the list filled with
  /// the year's weekends, its working Saturday taken out again and no holiday entered.
  private static void calendar(Program first, Program second, Story story) {
    Answer official = first.post(CALENDAR + "/official").expect(OK);
    require(story, official, "the official calendar of 2023", 246, 119);
    for (JsonNode day : official.body().path("daysOff")) {
      LocalDate date = LocalDate.parse(day.path("date").asString(""));
      if (date.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue()) {
        var _ = set(first, date, "WORKING", "Kept out of the white paper's count");
      }
    }
    Answer weekends = second.post(CALENDAR + "/weekends").expect(OK);
    require(story, weekends, "filled with all weekends", 260, 105);
    Answer read = second.get(CALENDAR).expect(OK);
    Answer paper =
        second
            .change(CALENDAR + "/days", read.tag(), working(WORKING_SATURDAY, "Working Saturday"))
            .expect(OK);
    require(story, paper, "with 1 July working, as the white paper shows it", 261, 104);
    story.require(
        first
            .change(CALENDAR + "/days", read.tag(), working(WORKING_SATURDAY, "Too late"))
            .text("code")
            .equals("RESOURCE_CHANGED"),
        "an officer who read it before is refused: RESOURCE_CHANGED");
    Answer back = first.post(CALENDAR + "/official").expect(OK);
    require(story, back, "the official calendar again", 246, 119);
    int changes = back.body().path("changes").asInt(0);
    String last =
        first
            .get(CALENDAR + "/changes?limit=1&after=" + (changes - 1))
            .expect(OK)
            .body()
            .path("changes")
            .path(0)
            .path("officer")
            .asString("");
    story.require(last.equals("1"), "its history has %d changes, the last by officer 1", changes);
  }

  private static Answer set(Program officer, LocalDate date, String kind, String title) {
    return officer
        .post(CALENDAR + "/days", "", Map.of("date", date.toString(), "kind", kind, "title", title))
        .expect(OK);
  }

  private static Map<String, String> working(String date, String title) {
    return Map.of("date", date, "kind", "WORKING", "title", title);
  }

  private static void require(Story story, Answer calendar, String what, int working, int off) {
    JsonNode body = calendar.body();
    story.require(
        body.path("days").asInt(0) == 365
            && body.path("working").asInt(0) == working
            && body.path("nonWorking").asInt(0) == off,
        "%s: 365 days, %d working, %d off",
        what,
        working,
        off);
  }
}
