package kz.digitaltenge.node.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.RegisterLine;
import kz.digitaltenge.api.operator.RegisterSearch;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Registers are looked through from the newest on.
class RegisterListTest extends RegisterFixture {
  private static final AccountId OTHER = AccountId.of("601", "DT00000000009");

  /// Six of two companies by turns, one a second, every third being checked.
  @BeforeEach
  void fill() {
    for (int i = 0; i < 6; i++) {
      hand("r-" + i, i);
    }
  }

  private static void hand(String id, int second) {
    var order =
        new PayoutRegister.Order(
            id,
            Hash.sha256(id.getBytes(UTF_8)),
            second % 2 == 0 ? COMPANY : OTHER,
            "KZT",
            1,
            Amount.ofTenge(1),
            7);
    var _ =
        book.begin(
            order,
            List.of(),
            second % 3 == 0 ? Stage.CHECKING : Stage.PAYING,
            NOW.plusSeconds(second));
  }

  private List<String> found(RegisterSearch search, int limit) {
    var desk = new RegisterDesk(started(), "Halyk");
    var ids = new ArrayList<String>();
    OptionalLong next = OptionalLong.of(ListPart.NEWEST);
    while (next.isPresent()) {
      ListPart<RegisterLine> part = desk.registers(search, next.getAsLong(), limit);
      assertThat(part.lines().size()).isLessThanOrEqualTo(limit);
      part.lines().forEach(each -> ids.add(each.id()));
      next = part.next();
    }
    return ids;
  }

  @Test
  void pagesFollowOnEachOther() {
    for (int limit = 1; limit <= 7; limit++) {
      assertThat(found(RegisterSearch.ALL, limit))
          .containsExactly("r-5", "r-4", "r-3", "r-2", "r-1", "r-0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "%s, '', '', '', r-4 r-2 r-0",
    "%s, CHECKING, '', '', r-0",
    "'', CHECKING, '', '', r-3 r-0",
    "'', DONE, '', '', ''",
    "'', PAYING, 2026-06-01T09:00:02Z, '', r-5 r-4 r-2",
    "'', '', 2026-06-01T09:00:02Z, 2026-06-01T09:00:04Z, r-3 r-2",
    "KZ84563DT00000000002, '', '', '', ''"
  })
  void eachFilterNarrowsTheList(
      String account, String state, String from, String to, String expected) {
    var search = new RegisterSearch(account.formatted(COMPANY), state, from, to);

    assertThat(String.join(" ", found(search, 1))).isEqualTo(expected);
    assertThat(String.join(" ", found(search, 10))).isEqualTo(expected);
  }

  /// What comes in, and what becomes of them, moves no page.
  @Test
  void whatWasThereComesOnceWhateverHappensMeanwhile() {
    var desk = new RegisterDesk(started(), "Halyk");
    ListPart<RegisterLine> first = desk.registers(RegisterSearch.ALL, ListPart.NEWEST, 2);
    hand("late", 9);
    var _ = book.cancel(first.lines().getLast().position(), NOW);
    ListPart<RegisterLine> second =
        desk.registers(RegisterSearch.ALL, first.next().orElseThrow(), 10);

    assertThat(second.lines())
        .extracting(RegisterLine::id)
        .containsExactly("r-3", "r-2", "r-1", "r-0");
    assertThat(second.next()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "KZ1, '', '', '', 5, account",
    "'', PAID, '', '', 5, state",
    "'', paying, '', '', 5, state",
    "'', '', yesterday, '', 5, from",
    "'', '', '', 2026-06-01, 5, to",
    "'', '', 2026-06-02T00:00:00Z, 2026-06-01T00:00:00Z, 5, to",
    "'', '', '', '', 0, limit",
    "'', '', '', '', 1001, limit"
  })
  void whatCannotBeLookedForIsRefusedInEachLanguage(
      String account, String state, String from, String to, int limit, String field) {
    var desk = new RegisterDesk(started(), "Halyk");

    assertThatThrownBy(
            () ->
                desk.registers(
                    new RegisterSearch(account, state, from, to), ListPart.NEWEST, limit))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
              assertThat(e.problem().message(Language.KK)).contains(field).doesNotContain("it is");
            });
  }
}
