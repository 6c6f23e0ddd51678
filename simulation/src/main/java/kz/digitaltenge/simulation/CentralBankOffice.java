package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.centralbank.IssuanceOrder;
import kz.digitaltenge.centralbank.MoneySupplyDesk;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.centralbank.RedemptionOrder;
import kz.digitaltenge.centralbank.SupplyKeys;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.notary.core.Ruling;
import org.jspecify.annotations.Nullable;

/// The central bank's officers: issue and redeem, block banks and lift blocks, change the
/// parameters. What they order is repeated until it is done.
final class CentralBankOffice {
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final Duration PAUSE_MOST = Duration.ofSeconds(2);
  private static final Duration ORDER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ADOPTION_MOST = Duration.ofSeconds(3);
  private static final Amount FIRST_ISSUE = Amount.ofTenge(10_000);
  private static final int REPEATED_ONE_IN = 4;

  private final SimulatedNetwork network;
  private final Scheduler scheduler;
  private final Dice dice;
  private final AccountId treasury;
  private final List<NodeId> blocked = new ArrayList<>();
  private @Nullable Life deskOf;
  private @Nullable MoneySupplyDesk desk;
  private CompletableFuture<Boolean> supply = CompletableFuture.completedFuture(true);
  private CompletableFuture<Boolean> blocks = CompletableFuture.completedFuture(true);
  private CompletableFuture<Boolean> epochs = CompletableFuture.completedFuture(true);
  private long confirmations;
  private long orders;

  CentralBankOffice(SimulatedNetwork network) {
    this.network = network;
    this.scheduler = network.scheduler();
    this.dice = network.dice();
    this.treasury = network.centralBank().open("redemption");
  }

  AccountId treasury() {
    return treasury;
  }

  /// Every bank gets its first money.
  void begin(Customers customers) {
    network.banks().forEach(bank -> issue(customers, bank, FIRST_ISSUE));
  }

  void start(Customers customers, BooleanSupplier evening) {
    Climate climate = network.climate();
    supply =
        every("money supply", climate.supplyPauseMost(), evening, () -> changeSupply(customers));
    blocks = every("blocks", climate.blockPauseMost(), evening, this::blockOrLift);
    epochs = every("parameters", climate.epochPauseMost(), evening, this::changeParameters);
  }

  /// Ends what is under way, and lifts every block.
  void end() {
    scheduler.await(blocks, PATIENCE);
    List.copyOf(blocked).forEach(this::lift);
    scheduler.await(epochs, PATIENCE);
    scheduler.await(supply, PATIENCE);
  }

  private CompletableFuture<Boolean> every(
      String what, Duration pauseMost, BooleanSupplier evening, Runnable work) {
    return pauseMost.isZero()
        ? CompletableFuture.completedFuture(true)
        : scheduler.beside(
            what,
            () -> {
              while (!evening.getAsBoolean()) {
                scheduler.pass(dice.upTo(pauseMost));
                if (!evening.getAsBoolean()) {
                  work.run();
                }
              }
              return true;
            });
  }

  private void changeSupply(Customers customers) {
    long availableTiyn = customers.expectedTiyn(treasury);
    if (availableTiyn > 0 && dice.nextBoolean()) {
      redeem(customers, Amount.ofTiyn(1 + dice.nextLong(availableTiyn)));
    } else {
      issue(customers, dice.pick(network.banks()), Amount.ofTenge(1 + dice.nextInt(5_000)));
    }
  }

  private void issue(Customers customers, SimulatedNode bank, Amount amount) {
    AccountId account = customers.stock(bank);
    String confirmation = confirmation();
    var order =
        new IssuanceOrder(
            bank.id(), account, amount, confirmation, approvals(bank.id(), amount, confirmation));
    if (isDone(desk -> desk.issue(order))) {
      customers.book(account, amount.tiyn());
    }
  }

  /// Signed before there is a transaction, whatever becomes of the attempts.
  private IssuanceOrder.Approvals approvals(NodeId bank, Amount amount, String confirmation) {
    var step =
        new ApprovedStep(
            network.parties().genesis().parameters().hash(),
            Parties.TENGE,
            ApprovedStep.Kind.ISSUE,
            bank,
            amount,
            Optional.of(ApprovedStep.confirmation(ApprovedStep.Kind.ISSUE, confirmation)),
            "issue-" + confirmations);
    return IssuanceOrder.Approvals.of(
        network.parties().officers().stream()
            .map(officer -> OfficerApproval.sign(step, officer))
            .toList());
  }

  private void redeem(Customers customers, Amount amount) {
    // Set aside first: what is asked for twice meanwhile would not be there.
    customers.book(treasury, -amount.tiyn());
    var order = new RedemptionOrder(amount, confirmation());
    if (!isDone(desk -> desk.redeem(order))) {
      customers.book(treasury, amount.tiyn());
    }
  }

  private String confirmation() {
    return "confirmation " + confirmations++;
  }

  /// A step of the money supply, told to the desk of the day.
  @FunctionalInterface
  private interface SupplyStep {
    PaymentResult take(MoneySupplyDesk desk);
  }

  /// Repeats a step until its end is known; sometimes once more, which must not change it.
  private boolean isDone(SupplyStep step) {
    PaymentResult result = settled(step);
    if (result instanceof PaymentResult.Final && dice.onceIn(REPEATED_ONE_IN)) {
      PaymentResult again = settled(step);
      network
          .watch()
          .holds(
              result.equals(again),
              "a confirmation works once",
              "%s, then %s".formatted(result, again));
    }
    scheduler.note("money supply", result.payment(), result.getClass().getSimpleName());
    return result instanceof PaymentResult.Final;
  }

  private PaymentResult settled(SupplyStep step) {
    while (true) {
      try {
        SimulatedNode node = network.centralBank();
        PaymentResult result = scheduler.await(node.ask(_ -> step.take(desk(node))), PATIENCE);
        if (isLastWord(result)) {
          return result;
        }
      } catch (PlatformException e) {
        scheduler.note("the office hears nothing", e.code(), "");
      }
      scheduler.pass(dice.upTo(PAUSE_MOST));
    }
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

  /// The desk lives as long as the node does.
  private MoneySupplyDesk desk(SimulatedNode node) {
    SimulatedNode.Running now = node.running();
    MoneySupplyDesk known = desk;
    if (known != null && deskOf == now.life()) {
      return known;
    }
    var place =
        new NodePlace(
            Parties.TENGE,
            treasury,
            now.parts().vault(),
            now.flows().transactions(),
            now.parts().network(),
            now.parts().tasks());
    var fresh = new MoneySupplyDesk(place, new SupplyKeys(network.parties().issuance()));
    deskOf = now.life();
    desk = fresh;
    return fresh;
  }

  private void blockOrLift() {
    NodeId bank = dice.pick(network.parties().banks());
    if (blocked.contains(bank)) {
      lift(bank);
    } else {
      Set<Scope> scopes = dice.nextBoolean() ? Set.of(Scope.SEND) : Set.of(Scope.RECEIVE);
      order(bank, scopes);
      blocked.add(bank);
    }
  }

  private void lift(NodeId bank) {
    order(bank, Set.of());
    blocked.remove(bank);
  }

  private void order(NodeId bank, Set<Scope> scopes) {
    long sequence = ++orders;
    scheduler.note("orders a block of " + scopes, bank, sequence);
    Hash networkId = network.parties().genesis().parameters().hash();
    BlockOrder order =
        new BlockOrder(
            networkId,
            sequence,
            new Block(Optional.of(bank), scopes, Optional.empty(), "the simulation", Instant.EPOCH),
            List.of());
    for (Signer officer : network.parties().officers()) {
      order = order.signedBy(officer);
    }
    BlockOrder signed = order;
    until(
        () -> network.notary().furthest().core().standing().orderSequence() >= sequence,
        () -> network.notary().order(signed));
  }

  private void changeParameters() {
    SignedParameters next = network.parties().next();
    int epoch = next.parameters().epoch();
    scheduler.note("changes the parameters", epoch, "");
    until(
        () -> network.notary().furthest().core().standing().epoch() >= epoch,
        () -> network.notary().change(next));
    for (SimulatedNode node : network.nodes()) {
      scheduler.pass(dice.upTo(ADOPTION_MOST));
      node.adopt(next.parameters());
    }
  }

  private void until(BooleanSupplier done, Supplier<CompletableFuture<Ruling>> ask) {
    while (!done.getAsBoolean()) {
      try {
        var _ = scheduler.await(ask.get(), ORDER_TIMEOUT);
      } catch (PlatformException e) {
        // The leader died over it, or nobody leads.
        scheduler.note("the office hears nothing", e.code(), "");
      }
    }
  }
}
