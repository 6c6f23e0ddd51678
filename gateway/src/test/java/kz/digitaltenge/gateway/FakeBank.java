package kz.digitaltenge.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.HistoryLine;
import kz.digitaltenge.api.operator.HistoryPart;
import kz.digitaltenge.api.operator.HoldingLine;
import kz.digitaltenge.api.operator.LiveState;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.api.operator.PaymentExplanation.Attempt;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.operator.TypedLegs;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.SplitLegs;

/// A node of a bank that has no network: it reads what is typed as nodes do, remembers, and counts
/// what it was made to change.
final class FakeBank implements NodeOperations {
  static final NodeId SELF = new NodeId("HSBKKZKX");
  static final String CODE = "601";
  static final Instant NOON = Instant.parse("2026-03-02T07:00:00Z");
  private static final Asset KZT = new Asset(new NodeId("NBRKKZKX"), "KZT");
  private static final Amount OPENING = Amount.ofTenge(1_000);

  private final Map<String, AccountLine> accounts = new TreeMap<>();
  private final Map<String, PayOrder> orders = new TreeMap<>();
  private final List<EventLine> events = new ArrayList<>();
  private volatile CompletableFuture<Void> happening = new CompletableFuture<>();
  private int changes;
  private Optional<RuntimeException> fault = Optional.empty();
  private boolean notaryIsSilent;
  private Runnable meanwhile = () -> {};

  /// Nothing that is refused may raise it.
  synchronized int changes() {
    return changes;
  }

  /// What each further call ends in.
  synchronized void failWith(RuntimeException thrown) {
    fault = Optional.of(thrown);
  }

  synchronized void heal() {
    fault = Optional.empty();
    notaryIsSilent = false;
  }

  synchronized void loseTheNotary() {
    notaryIsSilent = true;
  }

  @Override
  public synchronized NodeStatus status() {
    fault.ifPresent(
        thrown -> {
          throw thrown;
        });
    return new NodeStatus(SELF, "Halyk", CODE, 2, 77, 0, Optional.of("notary-2 is silent"));
  }

  @Override
  public synchronized AccountLine openAccount(OpenAccount request) {
    String name = TypedText.name(request.name());
    for (AccountLine each : accounts.values()) {
      if (each.reference().equals(request.reference())) {
        if (!each.name().equals(name)) {
          throw Problem.of(ErrorCode.ACCOUNT_EXISTS, "account", each.number(), "bank", SELF)
              .exception();
        }
        return each;
      }
    }
    String number = AccountId.of(CODE, "%013d".formatted(accounts.size() + 1)).value();
    var opened = new AccountLine(number, request.reference(), name, NOON);
    accounts.put(number, opened);
    changes++;
    happened(EventLine.Kind.ACCOUNT_OPENED, number, Optional.empty());
    return opened;
  }

  @Override
  public synchronized AccountLine account(String account) {
    String number = TypedText.account("account", account).value();
    return Optional.ofNullable(accounts.get(number)).orElseThrow(() -> unknown(number));
  }

  @Override
  public synchronized List<AccountLine> accountsAfter(String account, int limit) {
    return accounts.values().stream()
        .filter(each -> each.number().compareTo(account) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public void accounts(Consumer<AccountLine> reader) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<BalanceLine> balances(String account) {
    return List.of(
        new BalanceLine(
            KZT, Optional.empty(), OPENING, Amount.ZERO, Amount.ZERO, Amount.ofTiyn(150)));
  }

  @Override
  public synchronized HistoryPart history(String account, long before, int limit) {
    String number = account(account).number();
    var lines = new ArrayList<HistoryLine>();
    long sequence = 0;
    for (var each : orders.entrySet()) {
      if (each.getValue().payer().equals(number) && ++sequence < before) {
        lines.addFirst(
            new HistoryLine(
                sequence,
                NOON,
                HistoryLine.Direction.OUT,
                KZT,
                Optional.empty(),
                TypedText.amount(each.getValue().amount()),
                new PaymentId(each.getKey()),
                transaction(each.getKey()),
                each.getValue().payee(),
                Optional.empty(),
                each.getValue().remittance()));
      }
    }
    List<HistoryLine> shown = lines.stream().limit(limit).toList();
    return new HistoryPart(
        shown,
        shown.size() < lines.size()
            ? OptionalLong.of(shown.getLast().sequence())
            : OptionalLong.empty());
  }

  private void happened(
      EventLine.Kind kind, String account, Optional<EventLine.OfPayment> payment) {
    happened(new EventLine(nextPosition(), kind, account, NOON, payment));
  }

  /// Something becomes of a request to pay, a register or a standing order.
  synchronized void happened(EventLine.Kind kind, String account, EventLine.OfOrder order) {
    happened(new EventLine(nextPosition(), kind, account, NOON, order));
  }

  /// Something happens that only a newer node knows.
  synchronized void happened(String name, String account, EventLine.OfOrder order) {
    happened(
        new EventLine(
            nextPosition(),
            EventLine.Kind.UNKNOWN,
            name,
            account,
            NOON,
            Optional.empty(),
            Optional.of(order)));
  }

  /// With gaps, as a node's positions have them.
  private long nextPosition() {
    return 3L * events.size() - 3;
  }

  private void happened(EventLine event) {
    events.add(event);
    CompletableFuture<Void> told = happening;
    happening = new CompletableFuture<>();
    told.complete(null);
  }

  @Override
  public List<EventLine> events(long after, int limit, Duration patience) {
    CompletableFuture<Void> next = happening;
    List<EventLine> found = eventsAfter(after, limit);
    if (!found.isEmpty() || !patience.isPositive()) {
      return found;
    }
    try {
      next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return found;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return eventsAfter(after, limit);
  }

  private synchronized List<EventLine> eventsAfter(long after, int limit) {
    return events.stream().filter(event -> event.position() > after).limit(limit).toList();
  }

  @Override
  public synchronized PayOutcome pay(PayOrder order) {
    try {
      return paid(order);
    } catch (PlatformException e) {
      return new PayOutcome.Refused(e.problem());
    }
  }

  /// What happens each time that it pays.
  synchronized void whilePaying(Runnable what) {
    meanwhile = what;
  }

  private PayOutcome paid(PayOrder order) {
    meanwhile.run();
    String payment = TypedText.payment(order.payment()).value();
    account(order.payer());
    List<Leg> legs = TypedLegs.of(order);
    if (!order.currency().equals(KZT.code())) {
      throw Problem.of(
              ErrorCode.WRONG_CURRENCY, "currency", order.currency(), "expected", KZT.code())
          .exception();
    }
    Amount amount = Leg.sum(legs);
    if (orders.containsKey(payment) && !order.equals(orders.get(payment))) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", payment).exception();
    }
    if (amount.compareTo(OPENING) > 0) {
      throw Problem.of(ErrorCode.INSUFFICIENT_BALANCE, "account", order.payer())
          .with("available", OPENING)
          .with("amount", amount)
          .exception();
    }
    if (orders.put(payment, order) == null) {
      changes++;
      happened(
          EventLine.Kind.PAYMENT_SENT,
          order.payer(),
          Optional.of(
              new EventLine.OfPayment(
                  new PaymentId(payment),
                  transaction(payment),
                  KZT,
                  Optional.empty(),
                  amount,
                  SplitLegs.words(legs),
                  Optional.empty(),
                  order.remittance())));
    }
    return notaryIsSilent
        ? new PayOutcome.Pending(
            transaction(payment), Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", payment))
        : new PayOutcome.Final(transaction(payment), 41, NOON);
  }

  @Override
  public synchronized PaymentExplanation explain(String payment) {
    PaymentId id = TypedText.payment(payment);
    PayOrder order = orders.get(id.value());
    if (order == null) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", id, "bank", SELF).exception();
    }
    return new PaymentExplanation(
        id,
        List.of(
            new Attempt(
                PaymentExplanation.Side.PAYER,
                1,
                transaction(id.value()),
                PaymentExplanation.State.FINAL,
                KZT,
                Leg.sum(TypedLegs.of(order)),
                order.payer(),
                SplitLegs.words(TypedLegs.of(order)),
                NOON,
                OptionalLong.of(41),
                Optional.of(NOON),
                List.of("a proof"),
                "Nothing is left to do.",
                Optional.empty(),
                order.legs().isEmpty() ? List.of() : shown(TypedLegs.of(order)),
                order.remittance())));
  }

  @Override
  public Optional<SupplyNotice> supplyNotice() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<HoldingLine> totals() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void liveStates(Consumer<LiveState> reader) {
    throw new UnsupportedOperationException();
  }

  private static List<PaymentExplanation.Leg> shown(List<Leg> legs) {
    return legs.stream()
        .map(leg -> new PaymentExplanation.Leg(leg.number() + 1, leg.payee().value(), leg.amount()))
        .toList();
  }

  private static TransactionId transaction(String payment) {
    return new TransactionId(
        Hash.sha256(payment.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static PlatformException unknown(String number) {
    return Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", number, "bank", SELF).exception();
  }
}
