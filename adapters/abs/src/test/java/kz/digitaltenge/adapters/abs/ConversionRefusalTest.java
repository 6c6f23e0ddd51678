package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.PositionCheck.Standing;
import kz.digitaltenge.centralbank.conversion.PositionCheck.Word;
import kz.digitaltenge.centralbank.conversion.Reconciliation;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A conversion that is not to be carried out ends, and the bank has what it gave (S03, S13).
class ConversionRefusalTest extends ConversionSetting {
  private static final String WHY = "asked for by mistake";
  private static final Duration IN_VAIN = Duration.ofDays(10);

  private static Conversion refuse(Conversions conversions, String name) {
    return conversions.refuse(new ConversionId(HALYK, name), "Berik", WHY);
  }

  private static ConversionRequest redemption(String name) {
    return request(Kind.REDEMPTION, HALYK, name, 60);
  }

  private void nothingHasMoved() {
    booksAgree();
    assertThat(fixture.core().balance(HALYKS))
        .contains(Amount.ofTenge(1_000).minus(ledger.circulating()));
    Reconciliation found = started().reconcile(ZONE);
    assertThat(found.breaks()).isEmpty();
    assertThat(found.inFlight()).isEmpty();
  }

  @Test
  void aBankThatWasDebitedIsCreditedBack() {
    Conversions conversions = started();
    assertThat(conversions.request(signed(issue("A", 200))).stage()).isEqualTo(Stage.DEBITED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(800));

    Conversion refused = refuse(conversions, "A");

    assertThat(refused.stage()).isEqualTo(Stage.RETURNED);
    assertThat(refused.refusal()).contains("refused by Berik: " + WHY);
    assertThat(refused.transaction()).isEmpty();
    nothingHasMoved();
    // Neither another no nor a late yes changes anything.
    assertThat(refuse(conversions, "A")).isEqualTo(refused);
    assertThat(TestOfficers.approve(conversions, refused.id(), "Aliya")).isEqualTo(refused);
    assertThat(conversions.request(signed(issue("A", 200)))).isEqualTo(refused);
    assertThat(started().resume()).isEmpty();
    nothingHasMoved();
  }

  @Test
  void whatIsOnItsWayBackIsInFlight() {
    Conversions conversions = started();
    conversions.request(signed(issue("A", 200)));
    fixture.faults.loseNext(2);

    Conversion unknown = refuse(conversions, "A");

    assertThat(unknown.stage()).isEqualTo(Stage.CREDIT_BACK_OWED);
    Reconciliation found = started().reconcile(ZONE);
    assertThat(found.breaks()).isEmpty();
    assertThat(found.inFlight()).isNotEmpty();
    assertThat(started().resume()).singleElement().returns(Stage.RETURNED, Conversion::stage);
    nothingHasMoved();
  }

  @Test
  void aDebitWhoseEndIsUnknownIsAskedAboutBeforeItIsUndone() {
    Conversions conversions = started();
    fixture.stop();
    conversions.request(signed(issue("A", 200)));

    assertThat(refuse(conversions, "A").stage()).isEqualTo(Stage.DEBIT_ORDERED);

    fixture.restart();
    assertThat(started().resume()).singleElement().returns(Stage.RETURNED, Conversion::stage);
    nothingHasMoved();
  }

  @Test
  void whatWasNeverSentIsNeverSent() {
    fixture.now.set(OPEN.plusSeconds(8 * 3_600));
    Conversions conversions = started();
    assertThat(conversions.request(signed(issue("A", 200))).stage()).isEqualTo(Stage.WAITS_FOR_DAY);

    assertThat(refuse(conversions, "A").stage()).isEqualTo(Stage.REFUSED);

    fixture.now.set(OPEN.plus(Duration.ofDays(1)));
    assertThat(started().resume()).isEmpty();
    nothingHasMoved();
  }

  @Test
  void tokensThatAreHeldGoBack() {
    Conversions conversions = started();
    endsWith(conversions, issue("float", 99), Stage.ISSUED);
    ledger.handOver(redemption("A"));
    ledger.proofs(new Standing(Word.BROKEN, "something"));
    assertThat(conversions.request(signed(redemption("A"))).stage()).isEqualTo(Stage.TOKENS_HELD);

    assertThat(refuse(conversions, "A").stage()).isEqualTo(Stage.RETURNED);
    nothingHasMoved();
  }

  @Test
  void tokensThatComeAfterARefusalGoBackToo() {
    Conversions conversions = started();
    endsWith(conversions, issue("float", 99), Stage.ISSUED);
    conversions.request(signed(redemption("A")));
    conversions.request(signed(redemption("B")));

    assertThat(refuse(conversions, "A").stage()).isEqualTo(Stage.REFUSED);
    assertThat(refuse(conversions, "B").stage()).isEqualTo(Stage.REFUSED);

    ledger.handOver(redemption("A"));
    assertThat(started().resume()).singleElement().returns(Stage.RETURNED, Conversion::stage);
    nothingHasMoved();
    // However late: whoever asks again gets them.
    fixture.now.set(OPEN.plus(Duration.ofDays(70)));
    ledger.handOver(redemption("B"));
    assertThat(started().resume()).isEmpty();
    assertThat(conversions.request(signed(redemption("B"))).stage()).isEqualTo(Stage.RETURNED);
    booksAgree();
  }

  @Test
  void nobodyWaitsForEver() {
    Conversions conversions = started();
    endsWith(conversions, issue("float", 99), Stage.ISSUED);
    conversions.request(signed(issue("A", 200)));
    conversions.request(signed(redemption("B")));
    fixture.now.set(OPEN.plus(IN_VAIN).minusSeconds(1));
    assertThat(conversions.resume())
        .extracting(Conversion::stage)
        .containsExactly(Stage.DEBITED, Stage.TOKENS_AWAITED);

    fixture.now.set(OPEN.plus(IN_VAIN));
    assertThat(conversions.resume())
        .extracting(Conversion::stage)
        .containsExactly(Stage.RETURNED, Stage.REFUSED);
    assertThat(conversions.find(new ConversionId(HALYK, "A")).orElseThrow().refusal())
        .contains("not approved within 10 days");
    assertThat(conversions.find(new ConversionId(HALYK, "B")).orElseThrow().refusal())
        .contains("not handed over within 10 days");
    nothingHasMoved();
  }

  @Test
  void itIsTooLateOnceAnIssueMayHaveBeenMade() {
    Conversions conversions = started();
    conversions.request(signed(issue("A", 50)));
    // Dies between the approval and the issue.
    Conversion approved = killedAtApproved();
    assertThat(approved.stage()).isEqualTo(Stage.APPROVED);

    assertThatThrownBy(() -> refuse(started(), "A"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY));
    assertThat(started().resume()).singleElement().returns(Stage.ISSUED, Conversion::stage);
    assertThat(refuse(started(), "A").stage()).isEqualTo(Stage.ISSUED);
    booksAgree();
  }

  private Conversion killedAtApproved() {
    var id = new ConversionId(HALYK, "A");
    for (int crossings = 0; ; crossings++) {
      try {
        TestOfficers.approve(started(crossings), id, "Aliya");
        throw new AssertionError("it was not killed");
      } catch (Tripwire.Killed _) {
        Conversion now = started().find(id).orElseThrow();
        if (now.stage() == Stage.APPROVED) {
          return now;
        }
      }
    }
  }

  @Test
  void onlyOfficersRefuseAndTheySayWhy() {
    Conversions conversions = started();
    conversions.request(signed(issue("A", 200)));
    var id = new ConversionId(HALYK, "A");

    for (String[] bad :
        new String[][] {{"Chingiz", WHY}, {"Berik", " "}, {"Berik", "x".repeat(141)}}) {
      assertThatThrownBy(() -> conversions.refuse(id, bad[0], bad[1]))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }
    assertThatThrownBy(() -> refuse(conversions, "B"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_CONVERSION));
    assertThat(conversions.find(id).orElseThrow().stage()).isEqualTo(Stage.DEBITED);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(Kind.ISSUANCE, Stage.RETURNED), Arguments.of(Kind.REDEMPTION, Stage.RETURNED));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whoeverIsKilledAtAnyStepOfARefusalGoesOnToTheSameEnd(Kind kind, Stage end) {
    endsWith(started(), issue("float", 99), Stage.ISSUED);
    ledger.proofs(new Standing(Word.BROKEN, "something"));
    int kills = 0;
    while (killed(request(kind, HALYK, "kill-" + kills, 60), kills)) {
      if (kills % 4 == 0) {
        fixture.restart();
      }
      started().resume();
      assertThat(refuse(started(), "kill-" + kills).stage()).isEqualTo(end);
      nothingHasMoved();
      kills++;
    }

    assertThat(kills).isGreaterThan(8);
    nothingHasMoved();
  }

  private boolean killed(ConversionRequest request, int crossings) {
    if (request.kind() == Kind.REDEMPTION) {
      ledger.handOver(request);
    }
    started().request(signed(request));
    try {
      refuse(started(crossings), request.id().name());
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }
}
