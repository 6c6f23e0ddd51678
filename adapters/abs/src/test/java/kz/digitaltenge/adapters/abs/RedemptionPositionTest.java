package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.PositionCheck.Standing;
import kz.digitaltenge.centralbank.conversion.PositionCheck.Word;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bank's position is proved before it gets money for what it redeems (S13).
class RedemptionPositionTest extends ConversionSetting {
  private static final PeerIdentity HALYKS_NODE =
      new PeerIdentity(HALYK.value(), PeerIdentity.Kind.NODE, Optional.empty(), Instant.MAX);

  @Test
  void aBankGetsNoMoneyBeforeItsPositionIsProved() {
    Conversions conversions = started();
    endsWith(conversions, issue("A", 60), Stage.ISSUED);
    ConversionRequest redemption = request(Kind.REDEMPTION, HALYK, "B", 60);
    ledger.handOver(redemption);
    ledger.proofs(new Standing(Word.BROKEN, "HSBKKZKX has passed on more."));

    Conversion held = conversions.request(signed(redemption));
    assertThat(held.stage()).isEqualTo(Stage.TOKENS_HELD);
    assertThat(held.note()).contains("HSBKKZKX has passed on more.");
    ledger.proofs(new Standing(Word.AWAITED, "a proof is made"));
    assertThat(started().resume()).singleElement().returns(Stage.TOKENS_HELD, Conversion::stage);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(940));

    ledger.proofs(new Standing(Word.PROVEN, ""));
    assertThat(started().resume()).singleElement().returns(Stage.REDEEMED, Conversion::stage);
    booksAgree();
  }

  @Test
  void officersAnswerForABankWhileAnotherIsSilentAndNotWhenSomethingIsWrong() {
    Conversions conversions = started();
    endsWith(conversions, issue("A", 60), Stage.ISSUED);
    ConversionRequest redemption = request(Kind.REDEMPTION, HALYK, "B", 60);
    ledger.handOver(redemption);
    ledger.proofs(new Standing(Word.SILENCE, "KPSTKZKA has stated nothing."));
    assertThat(conversions.request(signed(redemption)).stage()).isEqualTo(Stage.TOKENS_HELD);

    ledger.proofs(new Standing(Word.BROKEN, "something"));
    isTooEarly(conversions, redemption);
    ledger.proofs(new Standing(Word.SILENCE, "KPSTKZKA has stated nothing."));
    assertThat(conversions.resume()).singleElement().returns(Stage.TOKENS_HELD, Conversion::stage);
    assertThat(TestOfficers.approve(conversions, redemption.id(), "Aliya").stage())
        .isEqualTo(Stage.REDEEMED);
    booksAgree();
  }

  /// Before, such a yes was kept, and answered for a silence that nobody had looked at.
  @Test
  void nobodyAnswersForASilenceBeforeThereIsOne() {
    Conversions conversions = started();
    endsWith(conversions, issue("A", 60), Stage.ISSUED);
    ConversionRequest redemption = request(Kind.REDEMPTION, HALYK, "B", 60);
    conversions.request(signed(redemption));
    isTooEarly(conversions, redemption);

    ledger.handOver(redemption);
    ledger.proofs(new Standing(Word.AWAITED, "a proof is made"));
    isTooEarly(conversions, redemption);
    ledger.proofs(new Standing(Word.SILENCE, "KPSTKZKA has stated nothing."));
    assertThat(conversions.resume())
        .singleElement()
        .returns(Stage.TOKENS_HELD, Conversion::stage)
        .returns(List.of(), Conversion::approvals);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(940));

    // Who comes when the proof has become green is told that it is done.
    ledger.proofs(new Standing(Word.PROVEN, ""));
    assertThat(TestOfficers.approve(conversions, redemption.id(), "Aliya").stage())
        .isEqualTo(Stage.REDEEMED);
    booksAgree();
  }

  @ParameterizedTest
  @CsvSource({
    "BROKEN, HSBKKZKX, HSBKKZKX does.",
    "BROKEN, KPSTKZKA, a supply proof is red",
    "BROKEN, HSBKKZKX KPSTKZKA, a supply proof is red",
    "BROKEN, , a supply proof is red",
    "SILENCE, KPSTKZKA, a bank is silent",
    "AWAITED, , a supply proof is being made"
  })
  void aBankIsToldNothingOfOthers(Word word, String named, String told) {
    endsWith(started(), issue("A", 60), Stage.ISSUED);
    ConversionRequest redemption = request(Kind.REDEMPTION, HALYK, "B", 60);
    ledger.handOver(redemption);
    Set<NodeId> nodes =
        named == null
            ? Set.of()
            : Stream.of(named.split(" ")).map(NodeId::new).collect(Collectors.toSet());
    ledger.proofs(new Standing(word, named + " does.", nodes));
    started().request(signed(redemption));

    assertThat(desk().of(HALYKS_NODE).open())
        .singleElement()
        .returns("the bank's position is not proved: " + told, ConversionLine::note);
    assertThat(desk().officer("Aliya").open())
        .singleElement()
        .returns("the bank's position is not proved: " + named + " does.", ConversionLine::note)
        .returns(word == Word.SILENCE ? 1 : 0, ConversionLine::approvalsNeeded);
  }

  private static void isTooEarly(Conversions conversions, ConversionRequest redemption) {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> TestOfficers.approve(conversions, redemption.id(), "Aliya"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY));
  }
}
