package kz.digitaltenge.api.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ProblemTest {
  @Test
  void valuesFillTheSentences() {
    var problem =
        Problem.of(ErrorCode.INSUFFICIENT_BALANCE, "account", "KZ86", "available", "1.00")
            .with("amount", "$2\\.50");

    assertThat(problem.message())
        .isEqualTo(
            "Account KZ86 holds 1.00, less than the $2\\.50 asked for. Top up the account or pay a"
                + " smaller amount.");
  }

  @Test
  void aMissingValueIsShownAsUnknown() {
    assertThat(Problem.of(ErrorCode.PORT_IN_USE).whatHappened())
        .isEqualTo("Another program listens on port ? of ?.");
  }

  @Test
  void logsDoNotShowAccounts() {
    var problem = Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", "KZ86", "bank", "HALYKZKX");

    assertThat(problem.forLog())
        .isEqualTo("UNKNOWN_ACCOUNT (1001): Account … does not exist at HALYKZKX.");
  }

  @Test
  void theExceptionsClassFollowsTheCategory() {
    assertThat(Problem.of(ErrorCode.OVERLOADED).exception()).isInstanceOf(BusyException.class);
    assertThat(Problem.of(ErrorCode.PEER_SILENT).exception())
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(Problem.of(ErrorCode.DISK_FULL).exception())
        .isExactlyInstanceOf(PlatformException.class);
  }

  @Test
  void aForeignExceptionTellsNothingOfItself() {
    var problem = Problem.behind(new IllegalStateException("secret"), "the vault");

    assertThat(problem).isEqualTo(Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the vault"));
  }

  @Test
  void aWrappedProblemIsFound() {
    var problem = Problem.of(ErrorCode.DISK_FULL, "path", "/data");

    assertThat(Problem.behind(new CompletionException(problem.exception()), "x"))
        .isEqualTo(problem);
  }

  @Test
  void aProblemBehindAnotherIsToldInTheSameLanguageAndSurvivesItsValues() {
    Problem poor =
        Problem.of(
            ErrorCode.INSUFFICIENT_BALANCE, "account", "KZ1", "available", "1", "amount", "2");
    Problem notApproved =
        Problem.of(ErrorCode.PAYMENT_NOT_APPROVED, "payment", "p").because(Note.of(poor));
    Problem refused = Problem.of(ErrorCode.REFUND_REFUSED, "refund", "r").because(notApproved);
    var read = new Problem(refused.code(), new HashMap<>(refused.values()));

    assertThat(read.message())
        .isEqualTo(
            "Refund r was refused: Payment p was not made: Account KZ1 holds 1, less than the 2"
                + " asked for. No money has moved; correct the cause and ask under a new id.");
    assertThat(read.message(Language.RU))
        .startsWith(
            "В возврате r отказано: Платёж p не проведён: На счёте KZ1 есть 1, это меньше"
                + " запрошенных 2. Деньги");
    assertThat(read.forLog()).contains("Account … holds 1").doesNotContain("KZ1");
  }

  /// What older builds noted is words.
  @Test
  void aNoteOfWordsIsToldAsItIsUnlessTheyAreOurs() {
    Problem words =
        Problem.of(ErrorCode.PAYMENT_NOT_APPROVED, "payment", "p").because(Note.of("A mistake"));

    assertThat(words.message(Language.RU)).startsWith("Платёж p не проведён: A mistake. ");
    assertThat(Note.of("the mandate was changed").in(Language.RU)).isEqualTo("полномочие изменено");
    assertThat(Note.of("Account KZ1 holds 1.").in(Language.KK)).isEqualTo("Account KZ1 holds 1.");
  }

  @Test
  void valuesAreBounded() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i <= Problem.VALUES_MAX; i++) {
      many.put("v" + i, "x");
    }

    assertThatThrownBy(() -> new Problem(ErrorCode.DISK_FULL, many))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Problem.of(ErrorCode.DISK_FULL, "path", "x".repeat(10_000)).values().get("path"))
        .hasSize(Problem.VALUE_CHARS_MAX);
  }
}
