package kz.digitaltenge.node.vault;

import java.util.List;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// What one payee gets of a payment.
///
/// @param number counts from 0; in a payment's transaction it is the place of the leg's output
/// @param payee as the payer addressed it: an account, or a number that stands for one
/// @param remittance what it is told
public record Leg(int number, AccountId payee, Amount amount, Remittance remittance) {
  /// Payees of one payment at most.
  public static final int COUNT_MAX = 16;

  /// One that is told nothing more.
  public Leg(int number, AccountId payee, Amount amount) {
    this(number, payee, amount, Remittance.NONE);
  }

  /// The same with something to tell.
  public Leg telling(Remittance told) {
    return new Leg(number, payee, amount, told);
  }

  /// The only leg of an ordinary payment.
  public static Leg only(AccountId payee, Amount amount) {
    return new Leg(0, payee, amount);
  }

  /// All of them together.
  ///
  /// @throws IllegalArgumentException when there is no such amount
  public static Amount sum(List<Leg> legs) {
    Amount sum = Amount.ZERO;
    for (Leg leg : legs) {
      sum = sum.plus(leg.amount);
    }
    return sum;
  }
}
