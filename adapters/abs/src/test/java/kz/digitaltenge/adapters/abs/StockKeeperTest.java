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
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.ConversionOrder;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.StockKeeper;
import kz.digitaltenge.node.conversion.StockKeeper.Marks;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bank that asks its central bank by itself.
class StockKeeperTest {
  private static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  private static final AccountId REDEMPTIONS = AccountId.of("125", "DT00000000001");
  private static final Marks MARKS =
      new Marks(Amount.ofTenge(100), Amount.ofTenge(500), Amount.ofTenge(900));

  private final BankLedger ledger = new BankLedger();
  private final Desk desk = new Desk();
  private Instant now = Instant.parse("2026-11-30T07:00:00Z");

  /// The central bank's desk, which remembers what was asked for.
  private static final class Desk implements ConversionOperations {
    private final List<ConversionOrder> orders = new ArrayList<>();
    private final List<ConversionLine> open = new ArrayList<>();
    private Progress answer = Progress.UNDER_WAY;

    @Override
    public ConversionLine convert(ConversionOrder order) {
      orders.add(order);
      var line =
          new ConversionLine(
              order.bank(),
              order.name(),
              order.kind(),
              Amount.parse(order.amount()),
              order.kind() == Kind.ISSUANCE ? "DEBITED" : "TOKENS_AWAITED",
              answer,
              Instant.EPOCH,
              Instant.EPOCH,
              "order",
              Optional.empty(),
              Optional.empty(),
              "redeem-" + order.name(),
              List.of(),
              1,
              Optional.empty(),
              "");
      if (answer == Progress.UNDER_WAY) {
        open.add(line);
      }
      return line;
    }

    @Override
    public ConversionLine approve(String bank, String name, OfficerApproval approval) {
      throw new AssertionError("a bank approves nothing");
    }

    @Override
    public ConversionLine refuse(String bank, String name, String reason) {
      throw new AssertionError("a bank refuses nothing");
    }

    @Override
    public ConversionLine conversion(String bank, String name) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public List<ConversionLine> open() {
      return List.copyOf(open);
    }

    @Override
    public ReconciliationLine reconcile() {
      throw new AssertionError("a bank reconciles its own");
    }
  }

  private StockKeeper keeper() {
    var place =
        new StockKeeper.Place(
            "HSBKKZKX",
            STOCK,
            REDEMPTIONS,
            Holding.of(new Asset(new NodeId("NBRKKZKX"), "KZT")),
            MARKS,
            () -> ledger.balance(STOCK));
    return new StockKeeper(desk, ledger, place, () -> now);
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
  void theStockComesBackToItsTargetOnceItLeavesItsMarks(long held, Kind kind, String amount) {
    ledger.give(STOCK, Amount.ofTenge(held));

    keeper().keep();

    assertThat(desk.orders)
        .extracting(order -> order.kind() + " " + order.amount())
        .isEqualTo(kind == null ? List.of() : List.of(kind + " " + amount));
  }

  @Test
  void whileOneIsOpenNoOtherIsAskedForAlsoAfterAKill() {
    keeper().keep();
    now = now.plusSeconds(60);
    keeper().keep();
    assertThat(desk.orders).hasSize(1);

    desk.open.clear();
    keeper().keep();
    assertThat(desk.orders).hasSize(2);
  }

  @Test
  void whatIsRedeemedIsHandedOverOnce() {
    ledger.give(STOCK, Amount.ofTenge(1_000));

    keeper().keep();
    keeper().keep();

    assertThat(ledger.balance(REDEMPTIONS)).isEqualTo(Amount.ofTenge(500));
    assertThat(ledger.balance(STOCK)).isEqualTo(MARKS.target());
  }

  @Test
  void aRefusalIsNotAskedForAgainAtOnce() {
    desk.answer = Progress.REFUSED;
    StockKeeper keeper = keeper();

    keeper.keep();
    now = now.plus(Duration.ofMinutes(9));
    keeper.keep();
    assertThat(desk.orders).hasSize(1);

    now = now.plus(Duration.ofMinutes(1));
    keeper.keep();
    assertThat(desk.orders).hasSize(2);
  }

  @Test
  void marksRise() {
    assertThatThrownBy(() -> new Marks(Amount.ofTenge(2), Amount.ofTenge(1), Amount.ofTenge(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
