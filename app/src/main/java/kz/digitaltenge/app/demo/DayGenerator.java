package kz.digitaltenge.app.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// Invents a day in which everything is paid for: the central bank issues to the banks, customers
/// open accounts and change money, pay each other at their own bank and across banks, some change
/// back, and the banks return part of what they have.
///
/// The rows follow from the plan alone, to the byte.
public final class DayGenerator {
  private static final int SHOPS_PERCENT = 10;
  private static final int TO_SHOPS_PERCENT = 35;
  private static final int LATECOMERS_PERCENT = 10;
  private static final int RETURNING_PERCENT = 20;
  private static final int WITH_TIYN_PERCENT = 30;
  private static final long FIRST_CHANGE_TENGE_MIN = 20_000;
  private static final long FIRST_CHANGE_TENGE_MAX = 400_000;
  private static final long PAYMENT_TENGE_MIN = 150;
  private static final long PAYMENT_TENGE_SMALL = 3_000;
  private static final long PAYMENT_TENGE_LARGE = 60_000;
  private static final int LARGE_PERCENT = 15;
  private static final Amount LEAST_BALANCE = Amount.ofTenge(2 * PAYMENT_TENGE_MIN);

  private record Customer(DayPlan.Bank bank, AccountId account, boolean shop) {}

  private final DayPlan plan;
  private final DayWriter out;
  private final Dice dice;
  private final List<Customer> customers = new ArrayList<>();
  private final List<Customer> shops = new ArrayList<>();
  private final Map<AccountId, Amount> balances = new HashMap<>();
  private final Map<DayPlan.Bank, Amount> tills = new HashMap<>();

  private DayGenerator(DayPlan plan, Appendable out) {
    this.plan = plan;
    this.out = new DayWriter(out);
    this.dice = new Dice(plan.seed());
  }

  /// Writes the day as a file.
  public static void write(DayPlan plan, Appendable out) throws IOException {
    new DayGenerator(plan, out).day();
  }

  private void day() throws IOException {
    out.comment(
        "A day of digital tenge: %d payments between customers, seed %d."
            .formatted(plan.payments(), plan.seed()));
    out.comment("Invented: nobody in it exists. The columns are explained in examples/README.md.");
    out.header();
    int perBank = plan.customersPerBank();
    int latecomers = perBank * LATECOMERS_PERCENT / 100;
    out.comment("Morning: the central bank issues, customers open accounts and change money.");
    issue("morning", 1 + perBank / 4);
    open(perBank - latecomers);
    int noon = plan.payments() / 2;
    out.comment("The day's payments.");
    pay(1, noon);
    out.comment("Noon: more money, more customers.");
    issue("noon", 1 + perBank / 20);
    open(latecomers);
    pay(noon + 1, plan.payments());
    out.comment("Evening: some change back, and the banks return money to the central bank.");
    changeBack();
    redeem();
  }

  /// @param millions about how many million tenge each bank needs
  private void issue(String when, long millions) throws IOException {
    for (DayPlan.Bank bank : DayPlan.BANKS) {
      Amount amount = Amount.ofTenge(1_000_000 * dice.between(millions, millions + 2));
      tills.merge(bank, amount, Amount::plus);
      out.row(
          new DayRow.Issue(
              plan.id("issue-%s-%s".formatted(when, bank.code())), bank.node(), amount));
    }
  }

  private void open(int perBank) throws IOException {
    for (int i = 0; i < perBank; i++) {
      for (DayPlan.Bank bank : DayPlan.BANKS) {
        openAndChange(bank);
      }
    }
  }

  private void openAndChange(DayPlan.Bank bank) throws IOException {
    int number = customers.size() + 1;
    boolean shop = dice.chance(SHOPS_PERCENT) || shops.isEmpty();
    var customer = new Customer(bank, plan.account(bank, number), shop);
    customers.add(customer);
    if (shop) {
      shops.add(customer);
    }
    out.row(
        new DayRow.Open(
            plan.id("customer-%05d".formatted(number)).value(),
            customer.account,
            shop ? DayNames.shop(dice) : DayNames.person(dice)));
    Amount wanted =
        Amount.ofTenge(dice.between(FIRST_CHANGE_TENGE_MIN, FIRST_CHANGE_TENGE_MAX) / 100 * 100);
    Amount till = tills.getOrDefault(bank, Amount.ZERO);
    Amount amount = wanted.compareTo(till) < 0 ? wanted : till;
    if (amount.isPositive()) {
      tills.put(bank, till.minus(amount));
      balances.put(customer.account, amount);
      out.row(
          new DayRow.Pay(
              plan.id("change-%05d".formatted(number)),
              new Party.Own(bank.node()),
              new Party.Customer(customer.account),
              amount));
    }
  }

  private void pay(int first, int last) throws IOException {
    for (int number = first; number <= last; number++) {
      Customer payer = payer();
      Customer payee = payee(payer);
      Amount amount = amount(balance(payer));
      balances.put(payer.account, balance(payer).minus(amount));
      balances.put(payee.account, balance(payee).plus(amount));
      out.row(
          new DayRow.Pay(
              plan.id("pay-%06d".formatted(number)),
              new Party.Customer(payer.account),
              new Party.Customer(payee.account),
              amount));
    }
  }

  /// Money never leaves the customers before the evening, so somebody can always pay.
  private Customer payer() {
    while (true) {
      Customer candidate = customers.get(dice.below(customers.size()));
      if (balance(candidate).compareTo(LEAST_BALANCE) >= 0) {
        return candidate;
      }
    }
  }

  private Customer payee(Customer payer) {
    while (true) {
      List<Customer> among = dice.chance(TO_SHOPS_PERCENT) ? shops : customers;
      Customer candidate = among.get(dice.below(among.size()));
      if (!candidate.equals(payer)) {
        return candidate;
      }
    }
  }

  /// At most half of the balance.
  private Amount amount(Amount balance) {
    long most = dice.chance(LARGE_PERCENT) ? PAYMENT_TENGE_LARGE : PAYMENT_TENGE_SMALL;
    long tiyn = 100 * dice.between(PAYMENT_TENGE_MIN, most);
    if (dice.chance(WITH_TIYN_PERCENT)) {
      tiyn += dice.between(1, 99);
    }
    return Amount.ofTiyn(Math.min(tiyn, balance.tiyn() / 2));
  }

  private void changeBack() throws IOException {
    int number = 0;
    for (Customer customer : customers) {
      number++;
      Amount half = Amount.ofTiyn(balance(customer).tiyn() / 2);
      if (half.isPositive() && (customer.shop || dice.chance(RETURNING_PERCENT))) {
        balances.put(customer.account, balance(customer).minus(half));
        tills.merge(customer.bank, half, Amount::plus);
        out.row(
            new DayRow.Pay(
                plan.id("return-%05d".formatted(number)),
                new Party.Customer(customer.account),
                new Party.Own(customer.bank.node()),
                half));
      }
    }
  }

  private void redeem() throws IOException {
    for (DayPlan.Bank bank : DayPlan.BANKS) {
      Amount half = Amount.ofTiyn(tills.getOrDefault(bank, Amount.ZERO).tiyn() / 2);
      if (half.isPositive()) {
        out.row(new DayRow.Redeem(plan.id("redeem-evening-" + bank.code()), bank.node(), half));
      }
    }
  }

  private Amount balance(Customer customer) {
    return balances.getOrDefault(customer.account, Amount.ZERO);
  }
}
