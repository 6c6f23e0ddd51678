package kz.digitaltenge.app.demo;

import java.util.List;
import java.util.Locale;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// What kind of day to invent.
///
/// @param seed the same seed gives the same day
/// @param payments payments between customers, 1 to [#PAYMENTS_MAX]; other rows come on top
public record DayPlan(long seed, int payments) {
  /// Payments of a day at most.
  public static final int PAYMENTS_MAX = 900_000;

  /// The day that `examples/day.csv` holds.
  public static final DayPlan EXAMPLE = new DayPlan(2026, 4_000);

  /// A bank as the day's rows name it.
  ///
  /// @param code the three digits in its account numbers
  record Bank(NodeId node, String code) {}

  /// The banks of the sandbox.
  static final List<Bank> BANKS =
      List.of(
          new Bank(new NodeId("HSBKKZKX"), "601"),
          new Bank(new NodeId("KCJBKZKX"), "856"),
          new Bank(new NodeId("EURIKZKA"), "948"),
          new Bank(new NodeId("ATYNKZKA"), "949"),
          new Bank(new NodeId("KPSTKZKA"), "563"));

  /// Four characters of an account number are the day's.
  private static final long DAYS = 36L * 36 * 36 * 36;

  private static final int PAYMENTS_PER_CUSTOMER = 10;
  private static final int CUSTOMERS_PER_BANK_MIN = 4;
  private static final int CUSTOMERS_PER_BANK_MAX = 2_000;

  /// Refuses a day without payments, or with too many.
  public DayPlan {
    if (payments < 1 || payments > PAYMENTS_MAX) {
      throw new IllegalArgumentException(
          "a day has 1 to %d payments, not %d".formatted(PAYMENTS_MAX, payments));
    }
  }

  /// An id of the day; days of other seeds have other ids, so one network can play them all.
  PaymentId id(String what) {
    return new PaymentId(seed + "-" + what);
  }

  /// The number of a customer's account. It tells of the seed, as ids do, and is none of those that
  /// banks give out themselves.
  AccountId account(Bank bank, int customer) {
    String day = Long.toString(Long.remainderUnsigned(seed, DAYS), Character.MAX_RADIX);
    return AccountId.of(
        bank.code, "D%4s%08d".formatted(day.toUpperCase(Locale.ROOT), customer).replace(' ', '0'));
  }

  int customersPerBank() {
    return Math.clamp(
        payments / (PAYMENTS_PER_CUSTOMER * BANKS.size()),
        CUSTOMERS_PER_BANK_MIN,
        CUSTOMERS_PER_BANK_MAX);
  }
}
