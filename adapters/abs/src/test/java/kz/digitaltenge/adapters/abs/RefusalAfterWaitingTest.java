package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.Reconciliation;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A conversion that waited for the day and whose order may have been sent is not undone before the
/// core banking system said what became of it: nobody is paid twice, or debited for nothing (S03,
/// S13).
class RefusalAfterWaitingTest extends ConversionSetting {
  private static final Duration UNTIL_CLOSED = Duration.ofHours(8);
  private Instant day = OPEN;

  @BeforeEach
  void issueSome() {
    endsWith(started(), issue("float", 99), Stage.ISSUED);
  }

  private static ConversionRequest asked(Kind kind, String name) {
    return request(kind, HALYK, name, 5);
  }

  /// A request in the evening; then it is the next working day.
  private ConversionRequest waitedForTheNextDay(Kind kind, String name) {
    ConversionRequest request = asked(kind, name);
    fixture.now.set(day.plus(UNTIL_CLOSED));
    if (kind == Kind.REDEMPTION) {
      ledger.handOver(request);
    }
    assertThat(started().request(signed(request)).stage()).isEqualTo(Stage.WAITS_FOR_DAY);
    do {
      day = day.plus(Duration.ofDays(1));
    } while (day.atZone(ZONE).getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue());
    fixture.now.set(day);
    return request;
  }

  /// On the connection that is kept, and on the new one.
  private void theOrderIsBookedAndItsAnswerLost() {
    Optional<Amount> before = fixture.core().balance(HALYKS);
    fixture.faults.loseNext(2);
    assertThat(started().resume()).singleElement().matches(each -> !each.stage().isFinal());
    assertThat(fixture.core().balance(HALYKS)).isNotEqualTo(before);
  }

  /// Tells whether it was not too late.
  private static boolean refuse(Conversions conversions, ConversionRequest request) {
    try {
      return conversions.refuse(request.id(), "Berik", "by mistake").refusal().isPresent();
    } catch (PlatformException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY);
      return false;
    }
  }

  private static Stage stage(Conversions conversions, ConversionRequest request) {
    return conversions.find(request.id()).map(Conversion::stage).orElseThrow();
  }

  /// Each tenge is either on the bank's account or circulates.
  private void nothingIsPaidTwiceOrLost() {
    booksAgree();
    assertThat(fixture.core().balance(HALYKS))
        .contains(Amount.ofTenge(1_000).minus(ledger.circulating()));
    Reconciliation found = started().reconcile(ZONE);
    assertThat(found.breaks()).isEmpty();
    assertThat(found.inFlight()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whoseAnswerWasLostIsAskedForBeforeItIsUndone(Kind kind) {
    ConversionRequest request = waitedForTheNextDay(kind, "A");
    theOrderIsBookedAndItsAnswerLost();

    boolean refused = refuse(started(), request);
    started().resume();

    assertThat(refused).isEqualTo(kind == Kind.ISSUANCE);
    assertThat(stage(started(), request)).isEqualTo(refused ? Stage.RETURNED : Stage.REDEEMED);
    nothingIsPaidTwiceOrLost();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whoeverIsKilledAfterTheOpeningUndoesNothingThatWasBooked(Kind kind) {
    int kills = 0;
    while (killed(waitedForTheNextDay(kind, "kill-" + kills), kills)) {
      ConversionRequest request = asked(kind, "kill-" + kills);
      boolean refused = refuse(started(), request);
      started().resume();
      assertThat(stage(started(), request).isFinal()).isTrue();
      assertThat(stage(started(), request) == Stage.REDEEMED).isEqualTo(!refused);
      nothingIsPaidTwiceOrLost();
      kills++;
    }

    assertThat(kills).isGreaterThan(7);
  }

  private boolean killed(ConversionRequest request, int crossings) {
    try {
      started(crossings).resume();
      refuse(started(), request);
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void aDayThatClosesBeforeTheAnswerComesDoesNotMakeItUnsent() {
    var closedUntil = new ArrayList<Instant>();
    hours = _ -> closedUntil.stream().findFirst();
    ConversionRequest request = waitedForTheNextDay(Kind.ISSUANCE, "A");
    theOrderIsBookedAndItsAnswerLost();
    Conversions conversions = started();
    closedUntil.add(day.plus(Duration.ofDays(1)));
    fixture.stop();
    conversions.resume();

    assertThat(stage(conversions, request)).isEqualTo(Stage.DEBIT_ORDERED);
    assertThat(refuse(conversions, request)).isTrue();
    assertThat(stage(conversions, request)).isEqualTo(Stage.DEBIT_ORDERED);

    fixture.restart();
    conversions.resume();
    assertThat(stage(conversions, request)).isEqualTo(Stage.RETURNED);
    nothingIsPaidTwiceOrLost();
  }

  @Test
  void whatTheSystemSaysItDidNotBookIsUndoneAtOnceAgain() {
    ConversionRequest request = waitedForTheNextDay(Kind.REDEMPTION, "A");
    // The system closed again before the order came.
    fixture.now.set(day.plus(UNTIL_CLOSED));
    assertThat(started().resume()).singleElement().returns(Stage.WAITS_FOR_DAY, Conversion::stage);

    assertThat(refuse(started(), request)).isTrue();
    assertThat(stage(started(), request)).isEqualTo(Stage.RETURNED);
    nothingIsPaidTwiceOrLost();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatAnEarlierBuildMayHaveSentIsAskedForToo(Kind kind) throws SQLException {
    ConversionRequest request = waitedForTheNextDay(kind, "A");
    theOrderIsBookedAndItsAnswerLost();
    waitsForDayInTablesOfAnEarlierBuild(day.plus(Duration.ofDays(1)));
    assertThat(started().reconcile(ZONE).breaks()).isEmpty();

    if (kind == Kind.ISSUANCE) {
      assertThat(refuse(started(), request)).isTrue();
      assertThat(stage(started(), request)).isEqualTo(Stage.RETURNED);
    } else {
      assertThat(refuse(started(), request)).isFalse();
      fixture.now.set(day.plus(Duration.ofDays(1)));
      assertThat(started().resume()).singleElement().returns(Stage.REDEEMED, Conversion::stage);
    }
    nothingIsPaidTwiceOrLost();
  }

  @Test
  void whatAnEarlierBuildDidNotSendIsUndoneWhenTheSystemSaysSo() throws SQLException {
    ConversionRequest request = asked(Kind.ISSUANCE, "A");
    fixture.stop();
    started().request(signed(request));
    fixture.restart();
    fixture.now.set(day.plus(UNTIL_CLOSED));
    waitsForDayInTablesOfAnEarlierBuild(day.plus(Duration.ofDays(1)));

    assertThat(refuse(started(), request)).isTrue();
    started().resume();

    assertThat(stage(started(), request)).isEqualTo(Stage.REFUSED);
    nothingIsPaidTwiceOrLost();
  }
}
