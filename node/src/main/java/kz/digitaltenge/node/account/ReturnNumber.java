package kz.digitaltenge.node.account;

import java.math.BigInteger;
import java.util.Locale;
import kz.digitaltenge.ledger.TransactionId;

/// The number that stands for whoever paid by a transaction, between the two nodes that know it.
///
/// A function of the transaction's id, so both have it without asking, and it tells nothing of the
/// account behind it. Money is paid to it by refunds only.
public final class ReturnNumber {
  private static final String SERIES = "RT";
  private static final int DIGITS = 11;
  private static final int RADIX = 36;
  private static final BigInteger NUMBERS = BigInteger.valueOf(RADIX).pow(DIGITS);

  private ReturnNumber() {}

  /// The number at the payer's bank, whose code it carries.
  public static AccountId of(String bankCode, TransactionId payment) {
    String digits =
        new BigInteger(1, payment.hash().trusted())
            .mod(NUMBERS)
            .toString(RADIX)
            .toUpperCase(Locale.ROOT);
    return AccountId.of(bankCode, SERIES + "0".repeat(DIGITS - digits.length()) + digits);
  }
}
