package kz.digitaltenge.node.conversion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a bank's stock of digital tenge between two marks (S11): below the lower one it orders an
/// issue up to the target, above the upper one a redemption down to it, signed as any other order
/// of the bank.
///
/// While one of its orders is open it gives no other, so a kill neither forgets nor doubles one.
/// One thread calls.
public final class StockKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(StockKeeper.class);
  private static final String NAMES = "stock-";

  /// What was refused is not asked for again before.
  private static final Duration REST = Duration.ofMinutes(10);

  private final Orders orders;
  private final Marks marks;
  private final Supplier<Amount> held;
  private final InstantSource clock;
  private Instant restsUntil = Instant.MIN;

  /// Where the bank orders, as a port.
  public interface Orders {
    /// Whether an order whose name begins so is open.
    boolean hasOpen(String prefix);

    /// Gives one.
    StockConversion order(Request request);
  }

  /// When to ask, and for how much.
  public record Marks(Amount lower, Amount target, Amount upper) {
    public Marks {
      if (lower.compareTo(target) > 0 || target.compareTo(upper) > 0) {
        throw new IllegalArgumentException(
            "%s, %s and %s do not rise".formatted(lower, target, upper));
      }
    }
  }

  /// @param held what the stock has, with what is on its way to it
  public StockKeeper(Orders orders, Marks marks, Supplier<Amount> held, InstantSource clock) {
    this.orders = orders;
    this.marks = marks;
    this.held = held;
    this.clock = clock;
  }

  /// Looks once, and orders what is needed.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the memory does not answer
  public void keep() {
    if (clock.instant().isBefore(restsUntil) || orders.hasOpen(NAMES)) {
      return;
    }
    Amount now = held.get();
    if (now.compareTo(marks.lower()) < 0) {
      order(Kind.ISSUANCE, marks.target().minus(now));
    } else if (now.compareTo(marks.upper()) > 0) {
      order(Kind.REDEMPTION, now.minus(marks.target()));
    }
  }

  private void order(Kind kind, Amount amount) {
    Instant now = clock.instant();
    StockConversion ordered =
        orders.order(new Request(new PaymentId(NAMES + now.toEpochMilli()), kind, amount));
    LOG.info("The stock: {} of {} is ordered: {}", kind, amount, ordered.told().stage());
    if (ordered.told().progress() == Progress.REFUSED) {
      restsUntil = now.plus(REST);
    }
  }
}
