package kz.digitaltenge.node.purse;

import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;

/// Tokens taken for one payment. Whoever holds this object is the holder: there is no other way to
/// free or commit the tokens, and doing it twice is refused.
public final class Reservation {
  /// Where a reservation stands; guarded by the pouch.
  enum Stage {
    OPEN,
    COMMITTED,
    CLOSED
  }

  final Pouch pouch;
  final List<Coin> coins;
  Stage stage = Stage.OPEN;
  long changeTiyn;

  private final PaymentId holder;
  private final Amount amount;
  private volatile boolean wanted;

  Reservation(Pouch pouch, PaymentId holder, long amountTiyn, List<Coin> coins) {
    this.pouch = pouch;
    this.holder = holder;
    this.amount = Amount.ofTiyn(amountTiyn);
    this.coins = coins;
    this.changeTiyn = totalTiyn() - amountTiyn;
  }

  /// The payment that the tokens are for.
  public PaymentId holder() {
    return holder;
  }

  /// Whose tokens these are.
  public AccountId account() {
    return pouch.account;
  }

  /// What the tokens are tokens of.
  public Holding holding() {
    return pouch.holding;
  }

  /// What was asked for; zero for housekeeping.
  public Amount amount() {
    return amount;
  }

  /// The tokens, at most as many as a transaction has inputs.
  public List<OwnState> tokens() {
    return coins.stream().map(coin -> coin.state(pouch.account, pouch.holding)).toList();
  }

  /// What the tokens are worth together.
  public Amount total() {
    return Amount.ofTiyn(totalTiyn());
  }

  /// What must come back to the account.
  public Amount change() {
    return total().minus(amount);
  }

  /// How the change is best divided: in one piece, or in several while payments wait for change, so
  /// that more of them can run side by side. Empty when there is no change.
  public List<Amount> changeParts() {
    return pouch.changeParts(change());
  }

  /// True once a payment waits for these tokens while only housekeeping has them: housekeeping that
  /// is not committed lets go.
  public boolean wanted() {
    return wanted;
  }

  void want() {
    wanted = true;
  }

  long totalTiyn() {
    var total = 0L;
    for (var coin : coins) {
      total += coin.tiyn;
    }
    return total;
  }

  @Override
  public String toString() {
    return "Reservation[" + holder + ", " + coins.size() + " tokens, " + stage + "]";
  }
}
