package kz.digitaltenge.adapters.abs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Customers' conversions against a bank's emulated core banking system and a real database.
class ClientConversionsTest extends ClientConversionSetting {
  /// A way that a conversion can go.
  record Way(Direction direction, AccountId money, long tenge, Stage end) {}

  static Stream<Way> ways() {
    return Stream.of(
        new Way(Direction.IN, AIGULS_MONEY, 1, Stage.CONVERTED),
        new Way(Direction.IN, EMPTY, 1, Stage.REFUSED),
        new Way(Direction.OUT, AIGULS_MONEY, 1, Stage.CONVERTED),
        new Way(Direction.OUT, AIGULS_MONEY, 1_000_000, Stage.REFUSED),
        new Way(Direction.OUT, CLOSED, 1, Stage.RETURNED));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whoeverIsKilledAtAnyStepGoesOnToTheSameEnd(Way way) {
    int kills = 0;
    while (killed(request("kill-" + kills, way), kills)) {
      started().resume();
      assertThat(started().request(request("kill-" + kills, way)).stage()).isEqualTo(way.end());
      assertThat(reconciled().breaks()).isEmpty();
      kills++;
    }

    assertThat(kills).isGreaterThan(5);
    movedExactly(way, kills + 1);
    toldOnce(way, kills + 1);
  }

  /// Each end is told once on the customer's account, in its order.
  private void toldOnce(Way way, int conversions) {
    String kind =
        switch (way.end()) {
          case CONVERTED -> "CONVERSION_DONE";
          case REFUSED -> "CONVERSION_FAILED";
          default -> "CONVERSION_GIVEN_BACK";
        };
    assertThat(outbox.waiting(1_000))
        .extracting(
            each ->
                "%s %s %s %s %s"
                    .formatted(
                        each.happening().kind(),
                        each.happening().account(),
                        each.happening().subject(),
                        each.happening().sum().orElseThrow().amount(),
                        each.happening().detail().orElseThrow()))
        .isEqualTo(
            IntStream.range(0, conversions)
                .mapToObj(
                    i ->
                        "%s %s kill-%d %s %s"
                            .formatted(
                                kind, AIGUL, i, Amount.ofTenge(way.tenge()), way.direction()))
                .toList());
  }

  /// With a stock of nothing, what was debited is credited back.
  @Test
  void whoeverIsKilledWhileGivingBackGivesBackOnce() {
    var way = new Way(Direction.IN, AIGULS_MONEY, 1, Stage.RETURNED);
    int kills = 0;
    while (true) {
      Request request = request("kill-" + kills, way);
      noTokens();
      if (!killed(request, kills)) {
        break;
      }
      noTokens();
      started().resume();
      assertThat(started().request(request).stage()).isEqualTo(Stage.RETURNED);
      assertThat(system.balance(AIGULS_MONEY)).contains(FUNDS);
      assertThat(reconciled().breaks()).isEmpty();
      kills++;
    }
    assertThat(kills).isGreaterThan(9);
    movedExactly(way, kills + 1);
    toldOnce(way, kills + 1);
  }

  private void noTokens() {
    ledger.failNext(Problem.of(ErrorCode.BANK_BLOCKED, "bank", "Halyk"));
  }

  private static Request request(String name, Way way) {
    return request(name, way.direction(), way.money(), way.tenge());
  }

  private boolean killed(Request request, int crossings) {
    try {
      started(crossings).request(request);
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  /// Tokens and money have moved as often as there were conversions, or not at all.
  private void movedExactly(Way way, int conversions) {
    long moved =
        way.end() == Stage.CONVERTED ? Amount.ofTenge(way.tenge()).tiyn() * conversions : 0;
    long into = way.direction() == Direction.IN ? moved : -moved;
    assertThat(change(ledger.balance(AIGUL))).isEqualTo(into);
    assertThat(change(ledger.balance(STOCK))).isEqualTo(-into);
    assertThat(change(system.balance(AIGULS_MONEY).orElseThrow())).isEqualTo(-into);
    assertThat(change(system.balance(CONVERSIONS.account()).orElseThrow())).isEqualTo(into);
  }

  @Test
  void bothReferencesAreTold() {
    ClientConversion done = started().request(in("A"));

    assertThat(done.stage()).isEqualTo(Stage.CONVERTED);
    assertThat(done.coreReference().orElseThrow()).hasSize(64);
    assertThat(done.transaction().orElseThrow()).hasSize(64);
    assertThat(started().request(in("A"))).isEqualTo(done);
  }

  /// Before, the first reference hid the second.
  @Test
  void whatWasGivenBackIsToldBesideWhatWasTaken() {
    noTokens();
    ClientConversion money = started().request(in("A"));
    assertThat(money.stage()).isEqualTo(Stage.RETURNED);
    assertThat(money.coreReference().orElseThrow()).hasSize(64);
    assertThat(money.backReference().orElseThrow())
        .hasSize(64)
        .isNotEqualTo(money.coreReference().orElseThrow());
    assertThat(money.transaction()).isEmpty();
    assertThat(money.backTransaction()).isEmpty();

    ClientConversion tokens = started().request(request("B", Direction.OUT, CLOSED, 10));
    assertThat(tokens.stage()).isEqualTo(Stage.RETURNED);
    assertThat(tokens.transaction().orElseThrow()).hasSize(64);
    assertThat(tokens.backTransaction().orElseThrow())
        .hasSize(64)
        .isNotEqualTo(tokens.transaction().orElseThrow());
    assertThat(tokens.coreReference()).isEmpty();
    assertThat(tokens.backReference()).isEmpty();
    assertThat(started().find("B")).contains(tokens);
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNothingIsUndoneMeanwhile() {
    faults.loseNext(1);

    assertThat(started().request(in("A")).stage()).isEqualTo(Stage.DEBIT_ORDERED);
    assertThat(reconciled().inFlight())
        .extracting(ReconciliationLine.Item::kind)
        .containsExactly("DEBIT_ORDERED");
    assertThat(started().resume())
        .singleElement()
        .satisfies(
            done -> {
              assertThat(done.stage()).isEqualTo(Stage.CONVERTED);
              assertThat(done.note().words()).isEmpty();
            });
    assertThat(system.balance(AIGULS_MONEY)).contains(Amount.ofTenge(990));
  }

  @Test
  void whatIsOnlyBusyIsTriedAgainAndNotGivenBack() {
    ledger.failNext(Problem.of(ErrorCode.OVERLOADED, "queue", "Payments", "limit", 512));

    assertThat(started().request(in("A")).stage()).isEqualTo(Stage.DEBITED);
    assertThat(started().request(in("A")).stage()).isEqualTo(Stage.CONVERTED);
  }

  @Test
  void tokensThatCannotBeGivenBackStayOwed() {
    Request request = request("A", Direction.OUT, CLOSED, 10);
    faults.loseNext(1);
    assertThat(started().request(request).stage()).isEqualTo(Stage.TOKENS_TAKEN);
    noTokens();

    assertThat(started().request(request).stage()).isEqualTo(Stage.TOKENS_BACK_OWED);
    assertThat(started().request(request).stage()).isEqualTo(Stage.RETURNED);
    assertThat(ledger.balance(AIGUL)).isEqualTo(FUNDS);
  }

  @Test
  void oneNameIsOneConversionOfACustomer() {
    started().request(in("A"));

    assertRefused(ErrorCode.PAYMENT_ID_REUSED, out("A"));
    assertRefused(
        ErrorCode.UNKNOWN_ACCOUNT,
        new Request("B", Direction.IN, STOCK, AIGULS_MONEY, Amount.ofTenge(1)));
    assertRefused(
        ErrorCode.UNKNOWN_ACCOUNT,
        new Request(
            "C",
            Direction.IN,
            AccountId.of("563", "DT00000000002"),
            AIGULS_MONEY,
            Amount.ofTenge(1)));
    assertThat(book.all()).hasSize(1);
  }

  private void assertRefused(ErrorCode code, Request request) {
    assertThatThrownBy(() -> started().request(request))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
