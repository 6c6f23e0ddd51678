package kz.digitaltenge.node.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientConversionBook.Wanted;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Customers' conversions are looked through from the newest on.
class ConversionListTest {
  private static final Instant BEGIN = Instant.parse("2026-03-02T07:00:00Z");
  private static final Wanted ALL = wanted(Optional.empty(), Optional.empty(), Optional.empty());

  private static PostgresServer server;
  private static PostgresOutbox outbox;
  private static PostgresClientConversions book;

  /// Ten of two accounts by turns, one a second, every third out of digital tenge.
  @BeforeAll
  static void fill() throws SQLException {
    server = PostgresServer.start("off");
    VaultDatabase database = server.newDatabase();
    outbox = PostgresOutbox.open(database);
    book = PostgresClientConversions.open(database, outbox, "KZT");
    for (int i = 0; i < 10; i++) {
      var request =
          new Request(
              "c-" + i,
              i % 3 == 0 ? Direction.OUT : Direction.IN,
              account(i % 2),
              AccountId.of("601", "CUSTOMER%05d".formatted(i % 2)),
              Amount.ofTenge(i + 1));
      book.begin(request, BEGIN.plusSeconds(i));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    book.close();
    outbox.close();
    server.close();
  }

  @Test
  void pagesFollowOnEachOther() {
    for (int limit = 1; limit <= 11; limit++) {
      assertThat(found(ALL, limit))
          .containsExactly("c-9", "c-8", "c-7", "c-6", "c-5", "c-4", "c-3", "c-2", "c-1", "c-0");
    }
  }

  @Test
  void eachQuestionNarrowsTheList() {
    var none = Optional.<Stage>empty();

    assertThat(found(wanted(Optional.of(account(1)), Optional.empty(), none), 2))
        .containsExactly("c-9", "c-7", "c-5", "c-3", "c-1");
    assertThat(found(wanted(Optional.of(account(0)), Optional.of(Direction.OUT), none), 1))
        .containsExactly("c-6", "c-0");
    assertThat(found(wanted(Optional.empty(), Optional.empty(), Optional.of(Stage.CONVERTED)), 3))
        .isEmpty();
    assertThat(
            found(wanted(Optional.empty(), Optional.empty(), Optional.of(Stage.DEBIT_ORDERED)), 3))
        .containsExactly("c-8", "c-7", "c-5", "c-4", "c-2", "c-1");
    var stretch =
        new Wanted(
            Optional.empty(),
            Optional.empty(),
            none,
            Optional.of(BEGIN.plusSeconds(2)),
            Optional.of(BEGIN.plusSeconds(4)));
    assertThat(found(stretch, 5)).containsExactly("c-3", "c-2");
  }

  private static List<String> found(Wanted wanted, int limit) {
    var names = new ArrayList<String>();
    OptionalLong next = OptionalLong.of(ListPart.NEWEST);
    while (next.isPresent()) {
      ListPart<ClientConversion> part = book.find(wanted, next.getAsLong(), limit);
      assertThat(part.lines().size()).isLessThanOrEqualTo(limit);
      part.lines().forEach(each -> names.add(each.name()));
      next = part.next();
    }
    return names;
  }

  private static AccountId account(int number) {
    return AccountId.of("601", "KZT%010d".formatted(number));
  }

  private static Wanted wanted(
      Optional<AccountId> account, Optional<Direction> direction, Optional<Stage> stage) {
    return new Wanted(account, direction, stage, Optional.empty(), Optional.empty());
  }
}
