package kz.digitaltenge.app.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `dt supply` says of the core banking system's side.
class LiabilityTextTest {
  private static LiabilityLine line(Word word, Optional<Amount> liability) {
    return new LiabilityLine(
        7,
        Instant.EPOCH,
        word,
        Amount.ofTenge(9),
        Amount.ZERO,
        Amount.ofTenge(9),
        liability,
        List.of(),
        List.of(),
        "why");
  }

  private static String printed(LiabilityLine line) {
    var text = new StringWriter();
    LiabilityText.print(line, new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource(
      value = Word.class,
      names = {"AGREES", "MOVED"})
  void theseAreWell(Word word) {
    assertThat(LiabilityText.holds(line(word, Optional.of(Amount.ofTenge(9))))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Word.class,
      names = {"DIFFERS", "UNKNOWN"})
  void theseAreNot(Word word) {
    assertThat(LiabilityText.holds(line(word, Optional.of(Amount.ofTenge(9))))).isFalse();
  }

  @Test
  void ofWhatIsUnknownNoAmountsAreTold() {
    assertThat(printed(line(Word.UNKNOWN, Optional.empty())))
        .contains("CORE BANKING UNKNOWN", "why")
        .doesNotContain("9.00");
    assertThat(printed(line(Word.AGREES, Optional.of(Amount.ofTenge(9))))).contains("9.00");
  }
}
