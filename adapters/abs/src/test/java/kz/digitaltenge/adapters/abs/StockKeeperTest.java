package kz.digitaltenge.adapters.abs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.conversion.StockConversion;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import kz.digitaltenge.node.conversion.StockKeeper;
import kz.digitaltenge.node.conversion.StockKeeper.Marks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bank that orders by itself.
class StockKeeperTest {
  private static final Marks MARKS =
      new Marks(Amount.ofTenge(100), Amount.ofTenge(500), Amount.ofTenge(900));

  private final Orders orders = new Orders();
  private Amount held = Amount.ZERO;
  private Instant now = Instant.parse("2026-11-30T07:00:00Z");

  /// The bank's orders, which are remembered.
  private static final class Orders implements StockKeeper.Orders {
    private final List<Request> given = new ArrayList<>();
    private boolean isOpen;
    private Progress answer = Progress.UNDER_WAY;

    @Override
    public boolean hasOpen(String prefix) {
      return isOpen && given.getLast().name().value().startsWith(prefix);
    }

    @Override
    public StockConversion order(Request request) {
      given.add(request);
      isOpen = answer == Progress.UNDER_WAY;
      var line =
          new ConversionLine(
              "HSBKKZKX",
              request.name().value(),
              request.kind(),
              request.amount(),
              "DEBITED",
              answer,
              Instant.EPOCH,
              Instant.EPOCH,
              "order",
              Optional.empty(),
              Optional.empty(),
              "redeem-order",
              List.of(),
              1,
              Optional.empty(),
              Optional.empty(),
              "");
      return new StockConversion(request, 1, Optional.empty(), false, line, Optional.empty());
    }
  }

  private StockKeeper keeper() {
    return new StockKeeper(orders, MARKS, () -> held, () -> now);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ISSUANCE, 500.00",
    "99, ISSUANCE, 401.00",
    "100, , ",
    "500, , ",
    "900, , ",
    "901, REDEMPTION, 401.00",
  })
  void theStockComesBackToItsTargetOnceItLeavesItsMarks(long tenge, Kind kind, String amount) {
    held = Amount.ofTenge(tenge);

    keeper().keep();

    assertThat(orders.given)
        .extracting(order -> order.kind() + " " + order.amount())
        .isEqualTo(kind == null ? List.of() : List.of(kind + " " + amount));
  }

  @Test
  void whileOneIsOpenNoOtherIsOrderedAlsoAfterAKill() {
    keeper().keep();
    now = now.plusSeconds(60);
    keeper().keep();
    assertThat(orders.given).hasSize(1);

    orders.isOpen = false;
    keeper().keep();
    assertThat(orders.given).hasSize(2);
  }

  @Test
  void aRefusalIsNotAskedForAgainAtOnce() {
    orders.answer = Progress.REFUSED;
    StockKeeper keeper = keeper();

    keeper.keep();
    now = now.plus(Duration.ofMinutes(9));
    keeper.keep();
    assertThat(orders.given).hasSize(1);

    now = now.plus(Duration.ofMinutes(1));
    keeper.keep();
    assertThat(orders.given).hasSize(2);
  }

  @Test
  void marksRise() {
    assertThatThrownBy(() -> new Marks(Amount.ofTenge(2), Amount.ofTenge(1), Amount.ofTenge(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
