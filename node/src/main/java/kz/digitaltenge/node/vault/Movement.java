package kz.digitaltenge.node.vault;

import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// What a final transaction did to one account, as its owner sees it: a payment of 70 out of a
/// token of 100 moves 70. The counterparty is how the owner knows the other side (an account
/// number, a name), never more than was disclosed.
///
/// @param remittance what the payer told the payee; of several payees what all were told
public record Movement(
    AccountId account,
    Direction direction,
    Holding holding,
    Amount amount,
    PaymentId payment,
    String counterparty,
    Remittance remittance) {
  /// Characters of a counterparty's description at most.
  public static final int COUNTERPARTY_LENGTH_MAX = 140;

  /// One of which nothing more was told.
  public Movement(
      AccountId account,
      Direction direction,
      Holding holding,
      Amount amount,
      PaymentId payment,
      String counterparty) {
    this(account, direction, holding, amount, payment, counterparty, Remittance.NONE);
  }

  /// Which way the money went.
  public enum Direction {
    /// Into the account.
    IN(0),
    /// Out of the account.
    OUT(1);

    private final int code;

    Direction(int code) {
      this.code = code;
    }

    /// The number that stands for this direction on disk.
    public int code() {
      return code;
    }

    /// The direction of a number read from disk.
    public static Direction fromCode(int code) {
      return switch (code) {
        case 0 -> IN;
        case 1 -> OUT;
        default -> throw new IllegalArgumentException("No direction has the code " + code);
      };
    }
  }

  /// Refuses a description that is too long.
  public Movement {
    if (counterparty.length() > COUNTERPARTY_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A counterparty of " + counterparty.length() + " characters");
    }
  }
}
