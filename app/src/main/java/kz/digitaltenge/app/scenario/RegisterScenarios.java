package kz.digitaltenge.app.scenario;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Program.Answer;
import tools.jackson.databind.JsonNode;

/// A company pays many people by one register.
final class RegisterScenarios {
  private static final String REGISTERS = "/v1/registers";
  private static final LocalDate BORN = LocalDate.of(1970, 1, 1);
  private static final int BIRTHDAYS = 9_000;
  private static final int SALARY_TENGE = 10;
  private static final int FUND_TENGE = 7;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int REFUSED = 422;

  private RegisterScenarios() {}

  /// @param people how many the register pays
  static List<Scenario> all(int people) {
    return List.of(
        new Scenario(
            "S07",
            "A company pays people of two banks by a register",
            (stage, story) -> play(stage, story, people)));
  }

  private static void play(Stage stage, Story story, int people) {
    Member bank = stage.payerBank();
    Program program = stage.program(bank);
    String company =
        TransferScenarios.opened(stage, bank, OpeningScenarios.companyFile(stage, "employer"));
    int total = people * SALARY_TENGE;
    stage.fund(bank, company, String.valueOf(total + FUND_TENGE));
    List<Payee> payees = open(stage, people);
    story.saw(
        "%d people have accounts, every other with %s, the others with %s",
        people, stage.payeeBank().node(), bank.node());

    String id = stage.fresh("salaries");
    Answer wrong = program.upload(REGISTERS, id, csv(company, payees, total + 1));
    story.require(
        wrong.status() == REFUSED
            && wrong
                .body()
                .path("lines")
                .path(0)
                .path("code")
                .asString("")
                .equals("REGISTER_TOTAL_DIFFERS"),
        "a register with a wrong total is refused whole: %s",
        wrong.body().path("lines").path(0).path("detail").asString(""));

    String register = csv(company, payees, total);
    Answer taken = program.upload(REGISTERS, id, register).expect(ACCEPTED);
    story.saw(
        "register %s of %s lines and %s KZT is taken, by the signed request kept at place %s",
        id, taken.body().path("counts").path("all"), taken.text("total"), taken.text("evidence"));
    Answer done = awaitEnd(stage, program, id, people);
    story.require(
        done.text("state").equals("DONE")
            && done.body().path("counts").path("paid").asInt(0) == people,
        "each of its lines is paid: %s KZT in all",
        done.text("paidTotal"));
    var _ = program.upload(REGISTERS, id, register).expect(OK);
    stage.awaitBalance(bank, company, FUND_TENGE + ".00");
    story.saw("handed in again it paid nobody twice: the company has %s.00 left", FUND_TENGE);
    everyoneHas(stage, story, payees);
    List<JsonNode> lines = lines(program, id);
    long payments = distinct(lines, "payment");
    story.require(
        lines.size() == people
            && lines.stream().noneMatch(line -> line.path("transaction").asString("").isEmpty())
            && distinct(lines, "transaction") == payments,
        "each line tells the transaction that paid it, the first %s; there are %s, for lines to one"
            + " bank may share one",
        lines.getFirst().path("transaction").asString(""),
        payments);
  }

  private static long distinct(List<JsonNode> lines, String member) {
    return lines.stream().map(line -> line.path(member).asString("")).distinct().count();
  }

  /// A person, and how the register names her.
  private record Payee(Member bank, String account, String fields) {}

  private static List<Payee> open(Stage stage, int people) {
    var payees = new ArrayList<Payee>();
    Map<String, String> file = Map.of();
    for (int i = 0; i < people; i++) {
      Member bank = i % 2 == 0 ? stage.payeeBank() : stage.payerBank();
      file = file(stage, i);
      String account = TransferScenarios.opened(stage, bank, file);
      String fields =
          switch (i % 3) {
            case 0 -> ",%s,,".formatted(file.get("phone"));
            case 1 -> ",,%s,".formatted(file.get("iin"));
            default -> "%s,,,".formatted(account);
          };
      payees.add(new Payee(bank, account, fields));
    }
    Map<String, String> last = Map.of("phone", String.valueOf(file.get("phone")));
    Program program = stage.program(stage.payerBank());
    // Banks tell the ID centre of their customers in order.
    var _ = stage.awaitOk(() -> program.post("/v1/payees/lookup", stage.fresh("last"), last));
    return payees;
  }

  private static Map<String, String> file(Stage stage, int number) {
    LocalDate born = BORN.plusDays(number % BIRTHDAYS);
    var file = new HashMap<>(OpeningScenarios.personFile(stage, "employee-" + number));
    file.put("birthDate", born.toString());
    file.put("iin", stage.people().iin(born));
    return file;
  }

  private static String csv(String company, List<Payee> payees, int total) {
    var text =
        new StringBuilder("payer,currency,count,total\n")
            .append("%s,KZT,%d,%d%n".formatted(company, payees.size(), total))
            .append("line,account,phone,iin,bin,amount,purpose\n");
    for (int i = 0; i < payees.size(); i++) {
      text.append("employee-%d,%s,%d,Жалақы%n".formatted(i, payees.get(i).fields(), SALARY_TENGE));
    }
    return text.toString();
  }

  private static Answer awaitEnd(Stage stage, Program program, String id, int people) {
    Answer last = program.get(REGISTERS + "/" + id).expect(OK);
    for (int tries = 0; isOpen(last) && tries <= people / 100; tries++) {
      last = stage.await(() -> program.get(REGISTERS + "/" + id).expect(OK), now -> !isOpen(now));
    }
    return last;
  }

  private static boolean isOpen(Answer register) {
    return register.body().path("counts").path("waiting").asInt(0) > 0
        || register.text("state").equals("PAYING");
  }

  private static void everyoneHas(Stage stage, Story story, List<Payee> payees) {
    for (Payee payee : List.of(payees.getFirst(), payees.getLast())) {
      stage.awaitBalance(payee.bank(), payee.account(), SALARY_TENGE + ".00");
      story.saw("%s has %d.00 at %s", payee.account(), SALARY_TENGE, payee.bank().node());
    }
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
}
