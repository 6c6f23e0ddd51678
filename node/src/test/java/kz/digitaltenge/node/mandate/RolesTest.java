package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.digitaltenge.api.operator.FiledLine.State;
import kz.digitaltenge.api.operator.MandateLine;
import kz.digitaltenge.api.operator.MandateOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mandates that ask for signatories of certain roles among three or more.
class RolesTest extends MandateFixture {
  /// Which roles must sign, who signs in which order (`-` refuses), and where the payment is then:
  /// two directors' like are an attorney and a director, of whom two are enough by number.
  @ParameterizedTest
  @CsvSource({
    "'', director attorney, PAID",
    "DIRECTOR ACCOUNTANT, director attorney, AWAITING_APPROVAL",
    "DIRECTOR ACCOUNTANT, attorney accountant, AWAITING_APPROVAL",
    "DIRECTOR ACCOUNTANT, director accountant, PAID",
    "DIRECTOR ACCOUNTANT, accountant attorney director, PAID",
    "DIRECTOR ACCOUNTANT, -accountant, REFUSED",
    "DIRECTOR ACCOUNTANT, director -attorney, AWAITING_APPROVAL",
    "DIRECTOR ACCOUNTANT, -attorney director accountant, PAID",
    "'', -accountant, AWAITING_APPROVAL"
  })
  void eachOfTheRolesMustSign(String roles, String answers, State state) {
    Bank bank = bank();
    List<String> asked = roles.isEmpty() ? List.of() : List.of(roles.split(" ", -1));
    MandateLine mandate =
        bank.desk()
            .changeMandate(
                new MandateOrder(
                    COMPANY.value(),
                    List.of(director(), accountant(), attorney()),
                    "2",
                    asked,
                    List.of(),
                    "charter"),
                7);
    assertThat(mandate.roles()).containsExactlyElementsOf(asked);
    var _ = bank.file("p1", "5");

    for (String answer : answers.split(" ", -1)) {
      // As after a stop each time.
      bank = bank();
      boolean yes = !answer.startsWith("-");
      String id = yes ? answer : answer.substring(1);
      var _ =
          switch (id) {
            case "director" -> bank.decide("p1", id, DIRECTOR, EDDSA, yes);
            case "accountant" -> bank.decide("p1", id, ACCOUNTANT, ES256, yes);
            default -> bank.decide("p1", id, ATTORNEY, EDDSA, yes);
          };
    }

    assertThat(bank.desk().filed("p1").state()).isEqualTo(state);
    assertThat(ledger.payments()).isEqualTo(state == State.PAID ? 1 : 0);
    assertThat(bank.desk().mandates(COMPANY.value()).getLast().roles())
        .containsExactlyElementsOf(asked);
  }
}
