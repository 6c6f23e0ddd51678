package kz.digitaltenge.api.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a payment may say to its payee.
class RemittanceTest {
  private static final int MAX = Remittance.PURPOSE_LENGTH_MAX;

  private static Arguments row(String field, String purpose, String reference, String knp) {
    return Arguments.of(field, purpose, reference, knp);
  }

  static Stream<Arguments> thatAreNone() {
    return Stream.of(
        row("purpose", "two\nlines", "", ""),
        row("purpose", "a\u0085b", "", ""),
        row("purpose", "\ud83d", "", ""),
        row("purpose", "x".repeat(MAX + 1), "", ""),
        row("purpose", "💰".repeat(MAX + 1), "", ""),
        // Composed it is longer than it was sent.
        row("purpose", "\ufb2c".repeat(MAX), "", ""),
        row("reference", "", "a b", ""),
        row("reference", "", "№17", ""),
        row("reference", "", "1".repeat(Remittance.REFERENCE_LENGTH_MAX + 1), ""),
        row("knp", "", "", "71"),
        row("knp", "", "", "0710"),
        row("knp", "", "", "7a0"));
  }

  @ParameterizedTest
  @MethodSource("thatAreNone")
  void whatIsNoneIsNamed(String field, String purpose, String reference, String knp) {
    assertThatThrownBy(() -> Remittance.of(purpose, reference, knp))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
              assertThat(e.problem().values()).containsEntry("field", field);
            });
  }

  @Test
  void whatLooksTheSameIsTheSame() {
    // и with a breve of its own, and й.
    assertThat(Remittance.of(" зай\u0301м и\u0306 ", "", ""))
        .isEqualTo(Remittance.of("зай\u0301м й", "", ""));
    assertThat(Remittance.of("  ", "", "")).isSameAs(Remittance.NONE);
  }

  @Test
  void aRefundBringsBackTheReferenceAlone() {
    assertThat(Remittance.of("Invoice", "INV-17", "710").ofRefund())
        .isEqualTo(Remittance.of("", "INV-17", ""));
    assertThat(Remittance.of("Invoice", "", "710").ofRefund()).isEqualTo(Remittance.NONE);
  }

  @Test
  void itIsReadAsItWasWritten() {
    for (Remittance each :
        new Remittance[] {
          Remittance.of("Шот-фактура 17", "INV-17/a_b.c", "710"),
          Remittance.of("💰".repeat(MAX), "", ""),
          Remittance.of("", "1".repeat(Remittance.REFERENCE_LENGTH_MAX), "")
        }) {
      byte[] bytes = Encoding.encode(each, Remittance::writeTo);
      assertThat(Encoding.decode(bytes, Remittance::readFrom)).isEqualTo(each);
    }
  }

  @Test
  void bytesThatSayWhatNobodyMayAreMalformed() {
    byte[] untrimmed = new CborWriter().array(3).text(" x").text("").text("").toBytes();
    byte[] reference = new CborWriter().array(3).text("").text("a b").text("").toBytes();

    for (byte[] each : new byte[][] {untrimmed, reference}) {
      assertThatThrownBy(() -> Encoding.decode(each, Remittance::readFrom))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void itSaysNothingOfItselfInALog() {
    assertThat(Remittance.of("Invoice", "INV-17", "710").toString())
        .doesNotContain("Invoice", "INV", "710");
  }
}
