package kz.digitaltenge.node.conversion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.ConversionOrder;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.vault.Holding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a bank's stock of digital tenge between two marks (S11): below the lower one it asks the
/// central bank to issue up to the target, above the upper one it redeems down to it.
///
/// What it asked for is remembered by the central bank alone: while one of its conversions is open
/// it asks for no other, so a kill neither forgets nor doubles one. One thread calls.
public final class StockKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(StockKeeper.class);
  private static final String NAMES = "stock-";

  /// What was refused is not asked for again before.
  private static final Duration REST = Duration.ofMinutes(10);

  private final ConversionOperations centralBank;
  private final PaymentService payments;
  private final Place place;
  private final InstantSource clock;
  private Instant restsUntil = Instant.MIN;

  /// When to ask, and for how much.
  public record Marks(Amount lower, Amount target, Amount upper) {
    public Marks {
      if (lower.compareTo(target) > 0 || target.compareTo(upper) > 0) {
        throw new IllegalArgumentException(
            "%s, %s and %s do not rise".formatted(lower, target, upper));
      }
    }
  }

  /// What it looks after.
  ///
  /// @param bank its node's name
  /// @param stock the bank's own account
  /// @param redemptions the central bank's account for what is to be redeemed
  /// @param held what the stock has, with what is on its way to it
  public record Place(
      String bank,
      AccountId stock,
      AccountId redemptions,
      Holding holding,
      Marks marks,
      Supplier<Amount> held) {}

  /// Asks as the bank's node, which the central bank knows by its certificate.
  public StockKeeper(
      ConversionOperations centralBank, PaymentService payments, Place place, InstantSource clock) {
    this.centralBank = centralBank;
    this.payments = payments;
    this.place = place;
    this.clock = clock;
  }

  /// Looks once, and asks for what is needed.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the central bank does not answer
  public void keep() {
    List<ConversionLine> open =
        centralBank.open().stream().filter(each -> each.name().startsWith(NAMES)).toList();
    open.forEach(this::handOver);
    if (!open.isEmpty() || clock.instant().isBefore(restsUntil)) {
      return;
    }
    Amount held = place.held().get();
    if (held.compareTo(place.marks().lower()) < 0) {
      ask(Kind.ISSUANCE, place.marks().target().minus(held));
    } else if (held.compareTo(place.marks().upper()) > 0) {
      handOver(ask(Kind.REDEMPTION, held.minus(place.marks().target())));
    }
  }

  private ConversionLine ask(Kind kind, Amount amount) {
    Instant now = clock.instant();
    ConversionLine line =
        centralBank.convert(
            new ConversionOrder(
                place.bank(),
                NAMES + now.toEpochMilli(),
                kind,
                amount.toString(),
                place.holding().asset().code()));
    LOG.info("{} asked for {} of {}: {}", place.bank(), kind, amount, line.stage());
    if (line.progress() == Progress.REFUSED) {
      restsUntil = now.plus(REST);
    }
    return line;
  }

  /// The same payment however often it is asked for.
  private void handOver(ConversionLine redemption) {
    if (redemption.awaitsTokens()) {
      var _ =
          payments.pay(
              new PaymentOrder(
                  new PaymentId(redemption.handover()),
                  place.stock(),
                  place.redemptions(),
                  place.holding(),
                  redemption.amount()));
    }
  }
}
