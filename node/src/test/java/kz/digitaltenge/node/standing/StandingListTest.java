package kz.digitaltenge.node.standing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.StandingOrderLine;
import kz.digitaltenge.api.operator.StandingOrderSearch;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.Payers;
import kz.digitaltenge.node.standing.Schedule.Every;
import kz.digitaltenge.node.standing.Schedule.Shift;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Standing orders are looked through from the newest on.
class StandingListTest extends StandingFixture {
  private static final AccountId OTHER = AccountId.of("601", "DT00000000009");

  /// Nobody orders here.
  private static final Payers PAYERS =
      new Payers() {
        @Override
        public void requirePaying(AccountId payer) {}

        @Override
        public List<LimitLine> limits(AccountId payer) {
          return List.of();
        }

        @Override
        public Amount available(AccountId payer, Holding holding) {
          return Amount.ZERO;
        }
      };

  /// Six of two customers by turns, every third paused.
  @BeforeEach
  void fill() {
    for (int i = 0; i < 6; i++) {
      give("s-" + i, i % 2 == 0 ? AIGUL : OTHER);
      if (i % 3 == 0) {
        change("s-" + i, State.PAUSED);
      }
    }
  }

  private void give(String id, AccountId payer) {
    var order =
        new StandingOrder.Order(
            id,
            Hash.sha256(id.getBytes(UTF_8)),
            payer,
            new Payee.Numbered(BOLAT),
            Amount.ofTenge(1),
            "",
            schedule(Every.DAILY, Shift.AS_IS),
            7);
    var _ = book.begin(order, StandingOrder.State.ACTIVE, now, now);
  }

  private void change(String id, State to) {
    StandingOrder order = book.find(id).orElseThrow();
    var _ = book.change(order.seq(), order.state(), to, now);
  }

  private StandingDesk desk() {
    return new StandingDesk(started(), NETWORK::view, PAYERS, "Halyk");
  }

  private List<String> found(StandingOrderSearch search, int limit) {
    var ids = new ArrayList<String>();
    OptionalLong next = OptionalLong.of(ListPart.NEWEST);
    while (next.isPresent()) {
      ListPart<StandingOrderLine> part = desk().standingOrders(search, next.getAsLong(), limit);
      assertThat(part.lines().size()).isLessThanOrEqualTo(limit);
      part.lines().forEach(each -> ids.add(each.id()));
      next = part.next();
    }
    return ids;
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', s-5 s-4 s-3 s-2 s-1 s-0",
    "%s, '', s-4 s-2 s-0",
    "%s, PAUSED, s-0",
    "'', PAUSED, s-3 s-0",
    "'', ACTIVE, s-5 s-4 s-2 s-1",
    "'', DONE, ''",
    "KZ84563DT00000000002, '', ''"
  })
  void eachFilterNarrowsTheList(String account, String state, String expected) {
    var search = new StandingOrderSearch(account.formatted(AIGUL), state);

    for (int limit = 1; limit <= 7; limit++) {
      assertThat(String.join(" ", found(search, limit))).isEqualTo(expected);
    }
  }

  @Test
  void whatWasThereComesOnceWhateverHappensMeanwhile() {
    ListPart<StandingOrderLine> first =
        desk().standingOrders(StandingOrderSearch.ALL, ListPart.NEWEST, 2);
    give("late", AIGUL);
    change("s-2", State.CANCELLED);
    ListPart<StandingOrderLine> second =
        desk().standingOrders(StandingOrderSearch.ALL, first.next().orElseThrow(), 10);

    assertThat(second.lines())
        .extracting(StandingOrderLine::id)
        .containsExactly("s-3", "s-2", "s-1", "s-0");
    assertThat(second.lines().get(1).state()).isEqualTo("CANCELLED");
    assertThat(second.next()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "KZ1, '', 5, account",
    "'', PAYING, 5, state",
    "'', active, 5, state",
    "'', '', 0, limit",
    "'', '', 1001, limit"
  })
  void whatCannotBeLookedForIsRefusedInEachLanguage(
      String account, String state, int limit, String field) {
    assertThatThrownBy(
            () ->
                desk()
                    .standingOrders(
                        new StandingOrderSearch(account, state), ListPart.NEWEST, limit))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
              assertThat(e.problem().message(Language.RU)).contains(field).doesNotContain("it is");
            });
  }
}
