package kz.digitaltenge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;

/// Customers' programs: each sends an order until it knows what became of it, whatever breaks, and
/// then the next one. Some send an order twice at once, some again when they know already, some use
/// an id again for something else.
final class Customers {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE_MOST = Duration.ofSeconds(4);
  private static final int TWICE_ONE_IN = 10;
  private static final int AGAIN_ONE_IN = 10;
  private static final int REUSED_ONE_IN = 20;
  private static final int REDEEMED_ONE_IN = 15;
  private static final int SPLIT_ONE_IN = 2;
  private static final int FURTHER_PAYEES_MOST = 4;
  private static final int LOOKS_FOR_MONEY = 6;

  private final SimulatedNetwork network;
  private final Scheduler scheduler;
  private final Dice dice;
  private final AccountId treasury;
  private final boolean splits;
  private final BooleanSupplier evening;
  private final Map<AccountId, SimulatedNode> homes = new LinkedHashMap<>();
  private final List<AccountId> accounts = new ArrayList<>();
  private final Map<AccountId, Long> expectedTiyn = new HashMap<>();
  private long orders;
  private long paid;
  private int atHome;

  /// @param treasury where money goes that is to be redeemed
  /// @param splits whether orders go to several payees now and then
  /// @param evening whether no more orders are sent
  Customers(SimulatedNetwork network, AccountId treasury, boolean splits, BooleanSupplier evening) {
    this.network = network;
    this.scheduler = network.scheduler();
    this.dice = network.dice();
    this.treasury = treasury;
    this.splits = splits;
    this.evening = evening;
    for (SimulatedNode bank : network.banks()) {
      for (int i = 0; i < network.climate().accountsPerBank(); i++) {
        AccountId account = bank.open("customer " + i);
        homes.put(account, bank);
        accounts.add(account);
      }
    }
  }

  /// The first account of each bank, which gets what the central bank issues.
  AccountId stock(SimulatedNode bank) {
    return bank.accounts().getFirst();
  }

  List<AccountId> accounts() {
    return accounts;
  }

  SimulatedNode home(AccountId account) {
    return Objects.requireNonNull(homes.get(account));
  }

  /// Money came in or went out.
  void book(AccountId account, long tiyn) {
    expectedTiyn.merge(account, tiyn, Long::sum);
  }

  /// What an account must hold by what its customers were told.
  long expectedTiyn(AccountId account) {
    return expectedTiyn.getOrDefault(account, 0L);
  }

  long orders() {
    return orders;
  }

  /// Orders that were paid.
  long paid() {
    return paid;
  }

  boolean allAtHome() {
    return atHome == network.climate().customers();
  }

  void start() {
    for (int i = 0; i < network.climate().customers(); i++) {
      int number = i;
      var _ = scheduler.beside("customer " + number, () -> spendTheDay(number));
    }
  }

  private boolean spendTheDay(int customer) {
    for (int number = 0; !evening.getAsBoolean(); number++) {
      scheduler.pass(dice.upTo(network.climate().orderPauseMost()));
      if (!evening.getAsBoolean()) {
        carryOut(order("c%d-%d".formatted(customer, number)));
      }
    }
    atHome++;
    return true;
  }

  private PaymentOrder order(String id) {
    AccountId payer = payer();
    AccountId payee = dice.onceIn(REDEEMED_ONE_IN) ? treasury : payee(payer);
    long tiyn = 1 + dice.nextLong(Amount.ofTenge(network.climate().orderTengeMost()).tiyn());
    List<Leg> legs = List.of(Leg.only(payee, Amount.ofTiyn(tiyn)));
    return new PaymentOrder(
        new PaymentId(id),
        payer,
        splits && dice.onceIn(SPLIT_ONE_IN) ? split(payer, legs.getFirst()) : legs,
        Holding.of(Parties.TENGE));
  }

  /// Cuts what one payee was to get among several, some of them perhaps at one bank.
  private List<Leg> split(AccountId payer, Leg whole) {
    List<AccountId> payees = new ArrayList<>(List.of(whole.payee()));
    for (int more = 1 + (int) dice.nextLong(FURTHER_PAYEES_MOST); more > 0; more--) {
      AccountId payee = dice.pick(accounts);
      if (!payee.equals(payer)
          && !payees.contains(payee)
          && payees.size() < whole.amount().tiyn()) {
        payees.add(payee);
      }
    }
    long share = whole.amount().tiyn() / payees.size();
    var legs = new ArrayList<Leg>(payees.size());
    for (AccountId payee : payees) {
      long tiyn = legs.isEmpty() ? whole.amount().tiyn() - share * (payees.size() - 1) : share;
      legs.add(new Leg(legs.size(), payee, Amount.ofTiyn(tiyn)));
    }
    return legs;
  }

  /// Somebody with money, most of the time.
  private AccountId payer() {
    AccountId payer = dice.pick(accounts);
    for (int look = 0; look < LOOKS_FOR_MONEY && expectedTiyn(payer) == 0; look++) {
      payer = dice.pick(accounts);
    }
    return payer;
  }

  private AccountId payee(AccountId payer) {
    boolean onUs = dice.onceIn(network.climate().onUsOneIn());
    List<AccountId> candidates =
        accounts.stream()
            .filter(each -> !each.equals(payer))
            .filter(each -> home(each).equals(home(payer)) == onUs)
            .toList();
    return candidates.isEmpty() ? treasury : dice.pick(candidates);
  }

  private void carryOut(PaymentOrder order) {
    orders++;
    Optional<CompletableFuture<PaymentResult>> other =
        dice.onceIn(TWICE_ONE_IN)
            ? Optional.of(scheduler.beside("twin of " + order.id(), () -> settle(order)))
            : Optional.empty();
    PaymentResult result = settle(order);
    Optional<PaymentResult> twin =
        other.map(each -> scheduler.await(each, PATIENCE.multipliedBy(9)));
    List.of(result, twin.orElse(result)).stream()
        .filter(PaymentResult.Final.class::isInstance)
        .findFirst()
        .ifPresent(last -> paid(order, (PaymentResult.Final) last));
    twin.ifPresent(second -> agree(order, result, second));
  }

  private void paid(PaymentOrder order, PaymentResult.Final last) {
    paid++;
    book(order.payer(), -order.amount().tiyn());
    order.legs().forEach(leg -> book(leg.payee(), leg.amount().tiyn()));
    if (dice.onceIn(AGAIN_ONE_IN)) {
      PaymentResult again = settle(order);
      network
          .watch()
          .holds(
              last.equals(again),
              "a last word never changes",
              "%s: %s, then %s".formatted(order.id(), last, again));
    }
    if (dice.onceIn(REUSED_ONE_IN)) {
      reuse(order);
    }
  }

  /// Two who ask at once may hear of a refusal and then of a payment, but not of two payments.
  private void agree(PaymentOrder order, PaymentResult one, PaymentResult other) {
    boolean agreed =
        !(one instanceof PaymentResult.Final && other instanceof PaymentResult.Final)
            || one.equals(other);
    network
        .watch()
        .holds(agreed, "a last word never changes", "%s: %s, %s".formatted(order.id(), one, other));
  }

  private void reuse(PaymentOrder order) {
    var other =
        new PaymentOrder(
            order.id(),
            order.payer(),
            order.legs().stream()
                .map(leg -> new Leg(leg.number(), leg.payee(), leg.amount().plus(Amount.ofTiyn(1))))
                .toList(),
            order.holding());
    PaymentResult result = settle(other);
    boolean refused =
        result instanceof PaymentResult.Refused(_, var problem)
            && problem.code() == ErrorCode.PAYMENT_ID_REUSED;
    network
        .watch()
        .holds(
            refused,
            "an id that was used for something else is refused",
            "%s: %s".formatted(order.id(), result));
  }

  /// Sends the order, and again until the answer is the last word.
  private PaymentResult settle(PaymentOrder order) {
    while (true) {
      try {
        PaymentResult result = scheduler.await(home(order.payer()).pay(order), PATIENCE);
        scheduler.note("hears " + result.getClass().getSimpleName(), order.id(), words(result));
        if (isLastWord(result)) {
          return result;
        }
      } catch (PlatformException e) {
        // The bank is down, went down over this, or does not know: ask again.
        scheduler.note("hears nothing", order.id(), e.code());
      }
      scheduler.pass(dice.upTo(PAUSE_MOST));
    }
  }

  private static Object words(PaymentResult result) {
    return switch (result) {
      case PaymentResult.Final last -> last.transaction();
      case PaymentResult.Refused(_, var problem) -> problem.code();
      case PaymentResult.Pending pending -> pending.transaction();
    };
  }

  private static boolean isLastWord(PaymentResult result) {
    return switch (result) {
      case PaymentResult.Final _ -> true;
      case PaymentResult.Pending _ -> false;
      case PaymentResult.Refused(_, var problem) -> {
        RetryAdvice advice = problem.code().retry();
        yield advice == RetryAdvice.NEVER || advice == RetryAdvice.AFTER_CORRECTION;
      }
    };
  }
}
