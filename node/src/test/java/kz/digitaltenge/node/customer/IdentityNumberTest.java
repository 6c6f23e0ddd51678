package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.function.Function;
import kz.digitaltenge.node.customer.IdentityNumber.NotANumberException;
import kz.digitaltenge.node.customer.IdentityNumber.Refusal;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityNumberTest {
  @ParameterizedTest
  @CsvSource({
    "850214399019, 1985-02-14",
    "900731499028, 1990-07-31",
    "040229599054, 2004-02-29",
    "161224699080, 2016-12-24",
    "880508099093, 1888-05-08", // tells no century
    "880508099093, 1988-05-08",
    "930417399098, 1993-04-17" // decided by the second row of weights
  })
  void aPersonsNumberTellsTheDayOfBirth(String number, LocalDate born) {
    assertThat(new Iin(number).tells(born)).isTrue();
    assertThat(new Iin(number).tells(born.plusDays(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "850214399010, CHECK_DIGIT",
    "900731490928, CHECK_DIGIT",
    "85021439901, LENGTH",
    "8502143990190, LENGTH",
    "'', LENGTH",
    "870326499990, NOT_ISSUABLE",
    "851332399102, DATE",
    "000000000000, ALL_ZERO",
    "85021О399019, CHARSET", // a Cyrillic letter
    "85021٤399019, CHARSET", // an Arabic digit
    "' 850214399019', CHARSET",
    "220140999014, IS_BIN"
  })
  void aPersonsNumberIsRefusedByTheRuleThatItBreaks(String text, Refusal rule) {
    refuses(Iin::new, text, rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220140999014",
        "150640999037",
        "231041999050",
        "180342999062",
        "200550999073",
        "170760999093",
        "211243999104"
      })
  void aCompanysNumberIsTaken(String number) {
    assertThat(new Bin(number).value()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "220140999017, CHECK_DIGIT",
    "221340999511, DATE",
    "220170999602, KIND",
    "220148999701, DIVISION",
    "850214399019, IS_IIN",
    "160440999200, NOT_ISSUABLE",
    "22014099901, LENGTH"
  })
  void aCompanysNumberIsRefusedByTheRuleThatItBreaks(String text, Refusal rule) {
    refuses(Bin::new, text, rule);
  }

  @Test
  void theMonthOfRegistrationIsInTheNumber() {
    assertThat(new Bin("220140999014").tells(LocalDate.of(2022, 1, 31))).isTrue();
    assertThat(new Bin("220140999014").tells(LocalDate.of(2022, 2, 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+7701123456", "87011234567", "+77011234567 ", "+17011234567", ""})
  void whatIsNoMobileNumberIsNoPhone(String text) {
    assertThatThrownBy(() -> new Phone(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingShowsAWholeNumberByItself() {
    assertThat(new Iin("850214399019")).hasToString("********9019");
    assertThat(new Bin("220140999014")).hasToString("********9014");
    assertThat(new Phone("+77019990001")).hasToString("+77*******01");
  }

  private static void refuses(
      Function<String, ? extends IdentityNumber> make, String text, Refusal rule) {
    assertThatThrownBy(() -> make.apply(text))
        .asInstanceOf(InstanceOfAssertFactories.type(NotANumberException.class))
        .extracting(NotANumberException::refusal)
        .isEqualTo(rule);
  }
}
