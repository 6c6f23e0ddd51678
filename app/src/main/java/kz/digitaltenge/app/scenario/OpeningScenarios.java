package kz.digitaltenge.app.scenario;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.scenario.Program.Answer;

/// Companies and people become customers of a bank, and have one account each.
final class OpeningScenarios {
  private static final String CUSTOMERS = "/v1/customers";
  private static final LocalDate REGISTERED = LocalDate.of(2019, 5, 1);
  private static final LocalDate BORN = LocalDate.of(1990, 3, 15);
  private static final int CREATED = 201;
  private static final int REFUSED = 422;

  private OpeningScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("S01", "A company opens a digital account", OpeningScenarios::company),
        new Scenario("S02", "A person opens a digital account", OpeningScenarios::person));
  }

  private static void company(Stage stage, Story story) {
    Map<String, String> file = companyFile(stage, "company");
    opensOnce(stage, story, file, "bin");
  }

  private static void person(Stage stage, Story story) {
    Map<String, String> file = personFile(stage, "person");
    opensOnce(stage, story, file, "iin");
  }

  private static void opensOnce(
      Stage stage, Story story, Map<String, String> file, String identity) {
    Member bank = stage.payerBank();
    Program program = stage.program(bank);
    Answer opened = program.post(CUSTOMERS, "", file).expect(CREATED);
    String account = opened.text("account");
    story.saw("%s opened account %s, signed", bank.node(), account);
    story.require(
        opened.text("state").equals("OPEN") && !opened.text("evidence").isEmpty(),
        "the account is OPEN, by the signed request kept at place %s",
        opened.text("evidence"));
    Answer again = program.post(CUSTOMERS, "", file).expect(CREATED);
    story.require(
        again.text("account").equals(account), "the same request again is the same account");
    var other = new HashMap<>(file);
    other.put("reference", stage.fresh("other-" + identity));
    Answer second = program.post(CUSTOMERS, "", other).expect(REFUSED);
    story.require(
        second.text("code").equals("CUSTOMER_EXISTS"),
        "the same %s under another reference is refused with %s",
        identity.toUpperCase(Locale.ROOT),
        second.text("code"));
    Answer balance = program.get("/v1/accounts/" + account).expect(200);
    story.saw("the bank's program reads the account: balances %s", balance.body().path("balances"));
  }

  static Map<String, String> personFile(Stage stage, String what) {
    return Map.of(
        "kind", "PERSON",
        "reference", stage.fresh(what),
        "iin", stage.people().iin(BORN),
        "phone", stage.people().phone(),
        "birthDate", BORN.toString(),
        "familyName", "Сценарийқызы",
        "givenName", "Айгүл");
  }

  static Map<String, String> companyFile(Stage stage, String what) {
    return Map.of(
        "kind",
        "COMPANY",
        "reference",
        stage.fresh(what),
        "bin",
        stage.people().bin(REGISTERED),
        "registrationDate",
        REGISTERED.toString(),
        "name",
        "ТОО Сценарий",
        "activity",
        "47112");
  }
}
