package kz.digitaltenge.app.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;

/// A network in memory that keeps a network's promises: nothing twice, nothing out of nothing. Each
/// request takes a while, another each time, so that an order that is not kept shows.
class MemoryNetwork implements DemoNetwork {
  private static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  private static final int ARRIVAL_REQUESTS_MAX = 4;
  private static final int PAUSE_NANOS_MAX = 200_000;

  private final Dice dice;
  private final Map<AccountId, Amount> balances = new TreeMap<>();
  private final Map<AccountId, String> references = new HashMap<>();
  private final Map<AccountId, StateRef> live = new HashMap<>();
  private final Map<String, String> done = new HashMap<>();
  private final Set<String> doneBefore = new HashSet<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private Amount issued = Amount.ZERO;
  private Amount redeemed = Amount.ZERO;
  private long states;
  private int requests;

  private record Arrival(AccountId account, Amount amount, int atRequest) {}

  MemoryNetwork(long seed) {
    this.dice = new Dice(seed);
    banks().forEach(bank -> balances.put(bank.own(), Amount.ZERO));
  }

  /// From now on, what was done counts as done before.
  synchronized void restart() {
    doneBefore.addAll(done.keySet());
  }

  synchronized Map<AccountId, Amount> balances() {
    settle(Integer.MAX_VALUE);
    return new TreeMap<>(balances);
  }

  synchronized int requests() {
    return requests;
  }

  @Override
  public final List<Bank> banks() {
    return DayPlan.BANKS.stream()
        .map(
            bank ->
                new Bank(
                    bank.node(),
                    "Bank " + bank.code(),
                    bank.code(),
                    AccountId.of(bank.code(), "0000000000000")))
        .toList();
  }

  @Override
  public String currency() {
    return "KZT";
  }

  @Override
  public Outcome open(AccountId account, String reference, String name) {
    pause();
    synchronized (this) {
      String known = references.putIfAbsent(account, reference);
      if (known != null && !known.equals(reference)) {
        return refused(ErrorCode.ACCOUNT_EXISTS);
      }
      balances.putIfAbsent(account, Amount.ZERO);
      return once("open " + account, "");
    }
  }

  @Override
  public Outcome issue(NodeId bank, Amount amount, PaymentId confirmation) {
    pause();
    synchronized (this) {
      boolean isNew = !done.containsKey(confirmation.value());
      Outcome outcome = once(confirmation.value(), "issue " + bank + amount);
      if (isNew) {
        issued = issued.plus(amount);
        arrive(own(bank), amount);
      }
      return outcome;
    }
  }

  @Override
  public Outcome redeem(NodeId bank, Amount amount, PaymentId confirmation) {
    pause();
    synchronized (this) {
      if (!done.containsKey(confirmation.value()) && lacks(own(bank), amount)) {
        return refused(ErrorCode.INSUFFICIENT_BALANCE);
      }
      boolean isNew = !done.containsKey(confirmation.value());
      Outcome outcome = once(confirmation.value(), "redeem " + bank + amount);
      if (isNew) {
        redeemed = redeemed.plus(amount);
        move(own(bank), -amount.tiyn());
      }
      return outcome;
    }
  }

  @Override
  public Outcome pay(PaymentId id, AccountId from, AccountId to, Amount amount) {
    pause();
    synchronized (this) {
      if (!balances.containsKey(from) || !balances.containsKey(to)) {
        return refused(ErrorCode.UNKNOWN_ACCOUNT);
      }
      if (!done.containsKey(id.value()) && lacks(from, amount)) {
        return refused(ErrorCode.INSUFFICIENT_BALANCE);
      }
      boolean isNew = !done.containsKey(id.value());
      Outcome outcome = once(id.value(), "pay %s %s %s".formatted(from, to, amount));
      if (isNew) {
        move(from, -amount.tiyn());
        arrive(to, amount);
      }
      return outcome;
    }
  }

  @Override
  public synchronized Amount expected(AccountId account) {
    return arrivals.stream()
        .filter(arrival -> arrival.account.equals(account))
        .map(Arrival::amount)
        .reduce(balances.getOrDefault(account, Amount.ZERO), Amount::plus);
  }

  @Override
  public synchronized List<NodeBook> books() {
    settle(Integer.MAX_VALUE);
    var books = new ArrayList<NodeBook>();
    for (Bank bank : banks()) {
      List<AccountId> own =
          balances.keySet().stream()
              .filter(account -> account.bankCode().equals(bank.code()))
              .toList();
      books.add(
          new NodeBook(
              bank.node(),
              own.size() - 1,
              own.stream().map(balances::get).reduce(Amount.ZERO, Amount::plus),
              own.stream().filter(live::containsKey).map(live::get).toList()));
    }
    books.add(new NodeBook(CENTRAL_BANK, 0, Amount.ZERO, List.of(register())));
    return books;
  }

  @Override
  public synchronized Supply supply() {
    return new Supply(issued, redeemed);
  }

  @Override
  public synchronized Set<StateRef> notaryLive() {
    settle(Integer.MAX_VALUE);
    var references = new HashSet<>(live.values());
    references.add(register());
    return references;
  }

  private void pause() {
    int nanos;
    synchronized (this) {
      requests++;
      settle(requests);
      nanos = dice.below(PAUSE_NANOS_MAX);
    }
    LockSupport.parkNanos(nanos);
  }

  private Outcome once(String id, String content) {
    String before = done.putIfAbsent(id, content);
    if (before != null && !before.equals(content)) {
      return refused(ErrorCode.PAYMENT_ID_REUSED);
    }
    return new Outcome.Done(doneBefore.contains(id));
  }

  private boolean lacks(AccountId account, Amount amount) {
    return balances.getOrDefault(account, Amount.ZERO).compareTo(amount) < 0;
  }

  private void arrive(AccountId account, Amount amount) {
    arrivals.add(new Arrival(account, amount, requests + dice.below(ARRIVAL_REQUESTS_MAX)));
  }

  private void settle(int request) {
    for (Arrival arrival : List.copyOf(arrivals)) {
      if (arrival.atRequest <= request) {
        arrivals.remove(arrival);
        move(arrival.account, arrival.amount.tiyn());
      }
    }
  }

  private void move(AccountId account, long tiyn) {
    balances.merge(account, Amount.ZERO, (balance, _) -> new Amount(balance.tiyn() + tiyn));
    states++;
    live.put(account, reference(states));
    if (balances.getOrDefault(account, Amount.ZERO).equals(Amount.ZERO)) {
      live.remove(account);
    }
  }

  private AccountId own(NodeId node) {
    return banks().stream()
        .filter(bank -> bank.node().equals(node))
        .findFirst()
        .orElseThrow()
        .own();
  }

  private static StateRef register() {
    return reference(0);
  }

  private static StateRef reference(long number) {
    return new StateRef(
        new TransactionId(
            Hash.sha256(
                new byte[] {
                  (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
                })),
        0);
  }

  private static Outcome refused(ErrorCode code) {
    return new Outcome.Refused(Problem.of(code));
  }
}
