package kz.digitaltenge.app.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Program.Answer;
import tools.jackson.databind.JsonNode;

/// A company pays many people by one register.
final class RegisterScenarios {
  private static final String REGISTERS = "/v1/registers";
  private static final int FUND_TENGE = 7;

  /// Of a CSV register: two rows for the whole, and the names of the columns.
  private static final int ROWS_BEFORE_LINES = 3;

  private static final int LINES_A_LONG_WAIT = 100;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int UNKNOWN = 404;
  private static final int REFUSED = 422;

  private RegisterScenarios() {}

  static List<Scenario> all(RegisterSize size) {
    return List.of(
        new Scenario(
            "S07",
            "A company pays people of two banks by a register",
            (stage, story) -> play(stage, story, size)));
  }

  private static void play(Stage stage, Story story, RegisterSize size) {
    Member bank = stage.payerBank();
    Program program = stage.program(bank);
    String company =
        TransferScenarios.opened(stage, bank, OpeningScenarios.companyFile(stage, "employer"));
    Payroll payroll = Payroll.hired(stage, company, size);
    stage.fund(bank, company, String.valueOf(payroll.totalTenge() + FUND_TENGE));
    story.saw(
        "%d different people have accounts, every other with %s, the others with %s; %d lines pay"
            + " them, %d each or one more",
        size.people(),
        stage.payeeBank().node(),
        bank.node(),
        size.lines(),
        size.lines() / size.people());

    String id = stage.fresh("salaries");
    isRefusedWhole(stage, story, id, payroll);
    isKilledWhileItIsHandedIn(stage, story, id, payroll);
    Answer taken = handIn(stage, id, payroll.csv()).expect(ACCEPTED);
    story.saw(
        "register %s of %s lines and %s KZT is taken, by the signed request kept at place %s",
        id, taken.body().path("counts").path("all"), taken.text("total"), taken.text("evidence"));
    sameAgain(story, "while it is under way", taken, handIn(stage, id, payroll.csv()));
    Answer done = awaitEnd(stage, program, id, size.lines());
    story.require(
        done.text("state").equals("DONE")
            && done.body().path("counts").path("paid").asInt(0) == size.lines()
            && done.text("paidTotal").equals(payroll.totalTenge() + ".00"),
        "each of its lines is paid: %s KZT in all",
        done.text("paidTotal"));
    sameAgain(story, "after its end", taken, handIn(stage, id, payroll.csv()).expect(OK));
    Answer other = handIn(stage, id, payroll.csv(payroll.totalTenge() + 1));
    story.require(
        other.text("code").equals("REGISTER_ID_REUSED"),
        "another register under its name is refused: %s",
        other.text("code"));
    stage.awaitBalance(bank, company, FUND_TENGE + ".00");
    story.saw("it paid nobody twice: the company has %s.00 left", FUND_TENGE);
    everyLineTellsItsEnd(stage, story, id, payroll);
    everyoneHas(stage, story, payroll);
  }

  /// One fault is enough, wherever it is.
  private static void isRefusedWhole(Stage stage, Story story, String id, Payroll payroll) {
    JsonNode stranger = fault(stage, id, payroll.withAStranger());
    story.require(
        stranger.path("code").asString("").equals("UNKNOWN_ACCOUNT")
            && stranger.path("row").asInt(0) == ROWS_BEFORE_LINES + payroll.size().lines(),
        "a register whose last line, in row %s, names nobody's account is refused whole: %s",
        stranger.path("row"),
        stranger.path("detail").asString(""));
    JsonNode total = fault(stage, id, payroll.csv(payroll.totalTenge() + 1));
    story.require(
        total.path("code").asString("").equals("REGISTER_TOTAL_DIFFERS"),
        "a register with a wrong total is refused whole: %s",
        total.path("detail").asString(""));
    requireNothingKept(stage, id);
  }

  /// The first of a refused register.
  private static JsonNode fault(Stage stage, String id, String csv) {
    return handIn(stage, id, csv).expect(REFUSED).body().path("lines").path(0);
  }

  private static void isKilledWhileItIsHandedIn(
      Stage stage, Story story, String id, Payroll payroll) {
    stage.program(stage.payerBank()).dieUploading(REGISTERS, id, payroll.csv());
    requireNothingKept(stage, id);
    story.saw(
        "when a program dies that has sent half of the register nothing of it is kept, and nobody"
            + " is paid");
  }

  private static void requireNothingKept(Stage stage, String id) {
    var _ = stage.program(stage.payerBank()).get(REGISTERS + "/" + id).expect(UNKNOWN);
  }

  /// A gateway reads one register at a time of one address, and takes a moment to notice that
  /// somebody died.
  private static Answer handIn(Stage stage, String id, String csv) {
    Program program = stage.program(stage.payerBank());
    return stage.await(
        () -> program.upload(REGISTERS, id, csv),
        answer -> !answer.text("code").equals("OVERLOADED"));
  }

  private static void sameAgain(Story story, String when, Answer taken, Answer again) {
    story.require(
        Stream.of("id", "payer", "total", "evidence", "receivedAt")
                .allMatch(member -> again.text(member).equals(taken.text(member)))
            && again
                .body()
                .path("counts")
                .path("all")
                .equals(taken.body().path("counts").path("all")),
        "handed in again %s it is the same register, by the request at place %s",
        when,
        again.text("evidence"));
  }

  private static Answer awaitEnd(Stage stage, Program program, String id, int lines) {
    Answer last = program.get(REGISTERS + "/" + id).expect(OK);
    for (int tries = 0; isOpen(last) && tries <= lines / LINES_A_LONG_WAIT; tries++) {
      last = stage.await(() -> program.get(REGISTERS + "/" + id).expect(OK), now -> !isOpen(now));
    }
    return last;
  }

  private static boolean isOpen(Answer register) {
    return register.body().path("counts").path("waiting").asInt(0) > 0
        || register.text("state").equals("PAYING");
  }

  /// By what the register says of each line.
  private static void everyLineTellsItsEnd(Stage stage, Story story, String id, Payroll payroll) {
    List<JsonNode> lines = lines(stage.program(stage.payerBank()), id);
    long payments = distinct(lines, "payment");
    story.require(
        lines.size() == payroll.size().lines()
            && distinct(lines, "line") == lines.size()
            && lines.stream().allMatch(RegisterScenarios::isPaidWhole)
            && distinct(lines, "transaction") == payments,
        "each line tells the transaction that paid it, the first %s; there are %s, for lines to one"
            + " bank may share one",
        lines.getFirst().path("transaction").asString(""),
        payments);
    for (Member bank : List.of(stage.payeeBank(), stage.payerBank())) {
      BigDecimal sum =
          lines.stream()
              .filter(line -> payroll.employee(line.path("place").asInt(0)).bank().equals(bank))
              .map(line -> new BigDecimal(line.path("amount").asString("0")))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      story.require(
          sum.compareTo(BigDecimal.valueOf(payroll.tengeAt(bank))) == 0,
          "the lines that are paid to people of %s come to %s",
          bank.node(),
          sum);
    }
  }

  private static boolean isPaidWhole(JsonNode line) {
    return line.path("state").asString("").equals("PAID")
        && line.path("amount").asString("").equals(Payroll.SALARY_TENGE + ".00")
        && !line.path("transaction").asString("").isEmpty();
  }

  private static long distinct(List<JsonNode> lines, String member) {
    return lines.stream().map(line -> line.path(member).asString("")).distinct().count();
  }

  private static List<JsonNode> lines(Program program, String id) {
    var lines = new ArrayList<JsonNode>();
    String next = "0";
    while (!next.isEmpty()) {
      Answer page =
          program
              .get(REGISTERS + "/" + id + "/lines?state=PAID&limit=500&after=" + next)
              .expect(OK);
      page.body().path("lines").forEach(lines::add);
      next = page.text("next");
    }
    return lines;
  }

  /// By what their banks say of their accounts.
  private static void everyoneHas(Stage stage, Story story, Payroll payroll) {
    payroll.requirePaid(stage);
    Payroll.Employee first = payroll.employees().getFirst();
    story.saw(
        "everybody's bank says so too, such as %s.00 of %s at %s: %d.00 in all at %s, %d.00 at %s",
        payroll.tengeOf(0),
        first.account(),
        first.bank().node(),
        payroll.tengeAt(stage.payeeBank()),
        stage.payeeBank().node(),
        payroll.tengeAt(stage.payerBank()),
        stage.payerBank().node());
  }
}
