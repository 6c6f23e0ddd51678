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
