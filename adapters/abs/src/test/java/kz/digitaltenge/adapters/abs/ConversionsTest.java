package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOST;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOSTS;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Conversions against the emulated core banking system and a real database.
class ConversionsTest extends ConversionSetting {
  /// A way that a conversion can go.
  ///
  /// @param closed whether the bank's correspondent account is
  record Way(Kind kind, NodeId bank, boolean closed, Stage end) {}

  static Stream<Way> ways() {
    return Stream.of(
        new Way(Kind.ISSUANCE, HALYK, false, Stage.ISSUED),
        // Kazpost has nothing on its correspondent account.
        new Way(Kind.ISSUANCE, KAZPOST, false, Stage.REFUSED),
        new Way(Kind.REDEMPTION, HALYK, false, Stage.REDEEMED),
        new Way(Kind.REDEMPTION, KAZPOST, true, Stage.RETURNED));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whoeverIsKilledAtAnyStepGoesOnToTheSameEnd(Way way) {
    endsWith(started(), issue("float", 99), Stage.ISSUED);
    if (way.closed()) {
      fixture.core().close(KAZPOSTS);
    }
    Amount before = ledger.circulating();
    int kills = 0;
    while (killed(request(way.kind(), way.bank(), "kill-" + kills, 1), kills)) {
      if (kills % 4 == 0) {
        fixture.restart();
      }
      Conversions next = started();
      next.resume();
      endsWith(next, request(way.kind(), way.bank(), "kill-" + kills, 1), way.end());
      booksAgree();
      kills++;
    }

    booksAgree();
    long moved = Math.abs(ledger.circulating().tiyn() - before.tiyn());
    assertThat(kills).isGreaterThan(7);
    assertThat(moved).isEqualTo(moves(way) ? Amount.ofTenge(kills + 1).tiyn() : 0);
  }

  private static boolean moves(Way way) {
    return way.end() == Stage.ISSUED || way.end() == Stage.REDEEMED;
  }

  /// Whether it was killed on its way; the bank hands over first what it wants to redeem.
  private boolean killed(ConversionRequest request, int crossings) {
    switch (request.kind()) {
      case ISSUANCE -> {}
      case REDEMPTION -> ledger.handOver(request);
    }
    try {
      Conversions mortal = started(crossings);
      mortal.request(signed(request));
      TestOfficers.approve(mortal, request.id(), "Aliya");
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void aLostAnswerIsAskedForAgainAndBookedOnce() {
    Conversions conversions = started();
    fixture.faults.loseNext(1);

    Conversion unknown = conversions.request(signed(issue("A", 50)));
    Conversion known = conversions.resume().getFirst();

    assertThat(unknown.stage()).isEqualTo(Stage.DEBIT_ORDERED);
    assertThat(unknown.note()).contains("CONNECTION_LOST");
    assertThat(known.stage()).isEqualTo(Stage.DEBITED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));
  }

  /// 1 000 are there: whoever's order is booked first is debited.
  @Test
  void aNewRequestWaitsBehindAnOlderOneOfTheSameBankWhoseEndIsUnknown() {
    Conversions conversions = started();
    fixture.stop();

    assertThat(conversions.request(signed(issue("A", 700))).stage()).isEqualTo(Stage.DEBIT_ORDERED);
    Conversion behind = conversions.request(signed(issue("B", 700)));
    assertThat(behind.stage()).isEqualTo(Stage.DEBIT_ORDERED);
    assertThat(behind.note()).contains("behind A");

    fixture.restart();
    // B's question settles A first, and an early yes does not let B overtake.
    Conversions next = started();
    assertThat(TestOfficers.approve(next, behind.id(), "Aliya").stage()).isEqualTo(Stage.REFUSED);
    assertThat(next.find(new ConversionId(HALYK, "A")).orElseThrow().stage())
        .isEqualTo(Stage.DEBITED);
  }

  @Test
  void nobodyWaitsBehindAnotherBanksUnknownOrder() {
    Conversions conversions = started();
    fixture.faults.loseNext(1);

    conversions.request(signed(issue("A", 50)));
    Conversion other = conversions.request(signed(request(Kind.ISSUANCE, KAZPOST, "B", 50)));

    assertThat(other.stage()).isEqualTo(Stage.REFUSED);
    assertThat(conversions.find(new ConversionId(HALYK, "A")).orElseThrow().stage())
        .isEqualTo(Stage.DEBIT_ORDERED);
  }

  @Test
  void whatWaitsForAnOlderOrderGoesOnWithIt() {
    Conversions conversions = started();
    fixture.stop();
    conversions.request(signed(issue("A", 50)));
    conversions.request(signed(issue("B", 60)));
    fixture.restart();
    fixture.faults.loseNext(1);

    // The first answer is lost: A is booked and unknown, and B is not sent.
    assertThat(conversions.resume())
        .extracting(Conversion::stage)
        .containsOnly(Stage.DEBIT_ORDERED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));

    assertThat(conversions.resume()).extracting(Conversion::stage).containsOnly(Stage.DEBITED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(890));
  }

  @Test
  void nothingIsIssuedBeforeEnoughOfficersSaidYes() {
    Conversions conversions = started();
    var id = new ConversionId(HALYK, "A");

    assertThat(conversions.request(signed(issue("A", 100))).stage()).isEqualTo(Stage.DEBITED);
    assertThat(TestOfficers.approve(conversions, id, "Aliya").stage()).isEqualTo(Stage.DEBITED);
    assertThat(TestOfficers.approve(conversions, id, "Aliya").stage()).isEqualTo(Stage.DEBITED);
    assertThatThrownBy(() -> TestOfficers.approve(conversions, id, "Chingiz"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.NOT_AN_OFFICER));
    assertThat(ledger.circulating()).isEqualTo(Amount.ZERO);

    assertThat(TestOfficers.approve(conversions, id, "Berik").stage()).isEqualTo(Stage.ISSUED);
    booksAgree();
  }

  @Test
  void oneIdIsOneConversion() {
    Conversions conversions = started();
    conversions.request(signed(issue("A", 50)));

    assertThat(conversions.request(signed(issue("A", 50))).stage()).isEqualTo(Stage.DEBITED);
    assertThatThrownBy(() -> conversions.request(signed(issue("A", 51))))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED));
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));
  }

  @Test
  void aRedemptionWaitsForItsTokens() {
    Conversions conversions = started();
    endsWith(conversions, issue("A", 60), Stage.ISSUED);
    ConversionRequest redemption = request(Kind.REDEMPTION, HALYK, "B", 60);

    assertThat(conversions.request(signed(redemption)).stage()).isEqualTo(Stage.TOKENS_AWAITED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(940));

    ledger.handOver(redemption);
    assertThat(conversions.resume())
        .singleElement()
        .satisfies(end -> assertThat(end.stage()).isEqualTo(Stage.REDEEMED));
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));
    booksAgree();
  }

  @Test
  void outsideTheDayRequestsQueueAndAreToldTheirPlace() {
    Instant opening = Instant.parse("2026-12-01T04:00:00Z");
    fixture.now.set(OPEN.plusSeconds(8 * 3_600));
    Conversions conversions = started();

    for (String name : new String[] {"A", "B", "C"}) {
      assertThat(conversions.request(signed(issue(name, 400))).stage())
          .isEqualTo(Stage.WAITS_FOR_DAY);
    }
    assertThat(conversions.place(new ConversionId(HALYK, "B")))
        .contains(new Conversions.Place(2, opening));

    fixture.now.set(opening.minusSeconds(1));
    assertThat(started().resume()).allMatch(each -> each.stage() == Stage.WAITS_FOR_DAY);

    // Whoever comes first after the opening does not overtake; 1 000 are there for two of 400.
    fixture.now.set(opening);
    Conversions next = started();
    assertThat(next.request(signed(issue("D", 400))).stage()).isEqualTo(Stage.REFUSED);
    assertThat(next.find(new ConversionId(HALYK, "A")).orElseThrow().stage())
        .isEqualTo(Stage.DEBITED);
    assertThat(next.find(new ConversionId(HALYK, "C")).orElseThrow().stage())
        .isEqualTo(Stage.REFUSED);
    assertThat(next.place(new ConversionId(HALYK, "B"))).isEmpty();
  }
}
