package kz.digitaltenge.node.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import kz.digitaltenge.node.account.AccountId.NotAnAccountNumberException;
import kz.digitaltenge.node.account.AccountId.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountIdTest {
  @ParameterizedTest
  @CsvSource({
    // The Treasury's account for taxes.
    "KZ24070105KSN0000000, 070",
    "KZ84601A999000000001, 601",
    "KZ74125KZT1009990001, 125",
    "KZ908562999000000003, 856"
  })
  void acceptsNumbersWithRightCheckDigits(String number, String bankCode) {
    assertThat(new AccountId(number).bankCode()).isEqualTo(bankCode);
  }

  @ParameterizedTest
  @CsvSource({
    "KZ85601A999000000001, CHECK_DIGITS",
    "KZ84601A99900000000, LENGTH",
    "KZ84601A9990000000011, LENGTH",
    "'', LENGTH",
    "kz84601a999000000001, CHARSET",
    // A Cyrillic К, an Arabic-Indic digit, the printed form, letters in the bank's code.
    "КZ84601A999000000001, CHARSET",
    "KZ84601A99900000000١, CHARSET",
    "KZ84 601A 9990 0000 0001, CHARSET",
    "KZ8460AA999000000001, CHARSET",
    "RU84601A999000000001, COUNTRY",
    // 00, 01 and 99 never occur, whatever the remainder.
    "KZ00601A999000000001, CHECK_DIGITS",
    "KZ84601A999000000010, CHECK_DIGITS"
  })
  void refusesWhatIsNotANumberAndSaysWhy(String text, Refusal refusal) {
    assertThatThrownBy(() -> new AccountId(text))
        .isInstanceOfSatisfying(
            NotAnAccountNumberException.class,
            thrown -> assertThat(thrown.refusal()).isEqualTo(refusal));
  }

  @Test
  void aWrongCharacterIsAlwaysSeen() {
    var random = new Random(7);
    for (var round = 0; round < 2_000; round++) {
      var number = AccountId.of("601", "DT%011d".formatted(random.nextLong(100_000_000_000L)));
      var place = 4 + random.nextInt(16);
      var wrong = (char) ('0' + random.nextInt(10));
      var changed = new StringBuilder(number.value());
      changed.setCharAt(place, wrong);
      if (changed.charAt(place) != number.value().charAt(place)) {
        assertThatThrownBy(() -> new AccountId(changed.toString()))
            .isInstanceOf(NotAnAccountNumberException.class);
      }
    }
  }

  @Test
  void labelsTellTheirWordsApart() {
    assertThat(KeyLabel.of("a", "bc")).isNotEqualTo(KeyLabel.of("ab", "c"));
    var label = KeyLabel.of("payment", "1", "0");
    assertThat(KeyLabel.fromBytes(label.toBytes())).isEqualTo(label);
    assertThat(label.toString()).hasSize(32);
  }
}
