package kz.digitaltenge.node.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.Client;
import kz.digitaltenge.node.testkit.Disk;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.SimulatedNode;
import kz.digitaltenge.node.testkit.SimulatedNotary;
import kz.digitaltenge.node.testkit.Wire;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hundreds of payments while messages are lost, doubled and late, the notary is busy or silent,
/// and nodes crash: in the end every client knows, nobody paid twice, and the books balance.
class RandomDayTest {
  private static final int ACCOUNTS_PER_BANK = 4;
  private static final int ORDERS = 150;
  private static final List<Reason> REFUSALS =
      List.of(Reason.BUSY, Reason.DISK_FULL, Reason.OUTCOME_UNKNOWN, Reason.UNREACHABLE);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("days", 12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPaymentEndsAndTheBooksBalance(long seed) {
    InMemoryNetwork.play(seed, network -> new Day(network).pass());
  }

  @Test
  void aSeedReplaysItsDayToTheLastBit() {
    var roots = new ArrayList<String>();
    for (int i = 0; i < 2; i++) {
      InMemoryNetwork.play(
          7,
          network -> {
            new Day(network).pass();
            roots.add(network.notary().logRoot() + " at " + network.simulation().now());
          });
    }
    assertThat(roots.getLast()).isEqualTo(roots.getFirst());
  }

  private static final class Day {
    private final InMemoryNetwork network;
    private final RandomGenerator random;
    private final List<SimulatedNode> banks;
    private final Map<AccountId, SimulatedNode> homes = new HashMap<>();
    private final List<AccountId> accounts = new ArrayList<>();
    private final Map<AccountId, Long> expected = new HashMap<>();
    private final Map<PaymentOrder, List<CompletableFuture<PaymentResult>>> answers =
        new HashMap<>();

    Day(InMemoryNetwork network) {
      this.network = network;
      this.random = network.simulation().random();
      this.banks = List.of(network.halyk(), network.centerCredit(), network.eurasian());
    }

    void pass() {
      openAccounts();
      spoilTheWeather();
      var troubles =
          List.of(
              network.simulation().beside("crashes", this::crashNodes),
              network.simulation().beside("clocks and disks", this::spoilMachines),
              network.simulation().beside("silence", this::silenceTheNotary));
      for (int i = 0; i < ORDERS; i++) {
        send("p" + i);
        pause(300);
      }
      answers.values().forEach(each -> each.forEach(this::await));
      troubles.forEach(each -> network.simulation().await(each, Duration.ofHours(1)));
      network.settle();
      answers.forEach(this::account);
      accounts.forEach(
          account ->
              assertThat(home(account).available(account))
                  .as("%s", account)
                  .isEqualTo(Amount.ofTiyn(expected.getOrDefault(account, 0L))));
    }

    private SimulatedNode home(AccountId account) {
      return java.util.Objects.requireNonNull(homes.get(account));
    }

    private void openAccounts() {
      for (SimulatedNode bank : banks) {
        for (int i = 0; i < ACCOUNTS_PER_BANK; i++) {
          long[] tokens = random.longs(1 + random.nextInt(4), 50, 500).toArray();
          AccountId account = network.funded(bank, tokens);
          homes.put(account, bank);
          accounts.add(account);
          for (long each : tokens) {
            expected.merge(account, Amount.ofTenge(each).tiyn(), Long::sum);
          }
        }
      }
    }

    private void spoilTheWeather() {
      network
          .wire()
          .weather(
              _ ->
                  switch (random.nextInt(40)) {
                    case 0 -> Wire.Fate.REQUEST_IS_LOST;
                    case 1 -> Wire.Fate.ANSWER_IS_LOST;
                    case 2, 3 -> Wire.Fate.ARRIVES_TWICE;
                    default -> Wire.Fate.ARRIVES;
                  });
      network
          .notary()
          .weather(
              (_, _) ->
                  switch (random.nextInt(30)) {
                    case 0 -> SimulatedNotary.Fate.REQUEST_IS_LOST;
                    case 1 -> SimulatedNotary.Fate.ANSWER_IS_LOST;
                    case 2, 3 -> SimulatedNotary.Fate.BUSY;
                    default -> SimulatedNotary.Fate.ANSWERS;
                  });
    }

    private boolean crashNodes() {
      for (int i = 0; i < 8; i++) {
        pause(6_000);
        SimulatedNode bank = banks.get(random.nextInt(banks.size()));
        if (random.nextBoolean()) {
          bank.crash();
        } else {
          var steps = PaymentSteps.Step.values();
          bank.crashAt(steps[random.nextInt(steps.length)]);
          for (int waits = 0; bank.isUp() && waits < 1_000; waits++) {
            network.simulation().pass(Duration.ofMillis(10));
          }
          bank.spare();
        }
        pause(3_000);
        if (!bank.isUp()) {
          bank.start();
        }
      }
      return true;
    }

    /// Clocks that are off within what the protocol allows for, and disks with moods.
    private boolean spoilMachines() {
      for (int i = 0; i < 8; i++) {
        pause(5_000);
        SimulatedNode bank = banks.get(random.nextInt(banks.size()));
        bank.clockError(Duration.ofMillis(random.nextInt(20_000) - 10_000));
        if (bank.isUp()) {
          Disk disk = bank.disk();
          switch (random.nextInt(4)) {
            case 0 -> disk.refuse(REFUSALS.get(random.nextInt(REFUSALS.size())));
            case 1 -> disk.hideOutcomes(true);
            case 2 -> disk.freeze();
            default -> disk.blind(true);
          }
          pause(4_000);
          disk.recover();
        }
      }
      return true;
    }

    /// Long enough for windows to end.
    private boolean silenceTheNotary() {
      pause(40_000);
      network.notary().weather((_, _) -> SimulatedNotary.Fate.REQUEST_IS_LOST);
      pause(120_000);
      spoilTheWeather();
      return true;
    }

    private void pause(int millisMost) {
      network.simulation().pass(Duration.ofMillis(random.nextInt(millisMost)));
    }

    private void send(String id) {
      AccountId payer = accounts.get(random.nextInt(accounts.size()));
      AccountId payee = accounts.get(random.nextInt(accounts.size()));
      PaymentOrder one = InMemoryNetwork.order(id, payer, payee, 1 + random.nextInt(120));
      PaymentOrder order = random.nextInt(4) == 0 ? split(one) : one;
      var clients = new ArrayList<CompletableFuture<PaymentResult>>();
      for (int i = random.nextInt(10) == 0 ? 2 : 1; i > 0; i--) {
        clients.add(Client.settle(network, home(payer), order));
      }
      answers.put(order, clients);
    }

    /// To more payees, now and then one of them twice or the payer itself.
    private PaymentOrder split(PaymentOrder order) {
      var legs = new ArrayList<>(order.legs());
      for (int more = 1 + random.nextInt(4); more > 0; more--) {
        AccountId payee = accounts.get(random.nextInt(accounts.size()));
        legs.add(new Leg(legs.size(), payee, Amount.ofTenge(1 + random.nextInt(60))));
      }
      return new PaymentOrder(order.id(), order.payer(), legs, order.holding());
    }

    private PaymentResult await(CompletableFuture<PaymentResult> answer) {
      return network.simulation().await(answer, Duration.ofHours(1));
    }

    private void account(PaymentOrder order, List<CompletableFuture<PaymentResult>> clients) {
      boolean paid = clients.stream().anyMatch(each -> each.join() instanceof PaymentResult.Final);
      if (paid) {
        expected.merge(order.payer(), -order.amount().tiyn(), Long::sum);
        for (Leg leg : order.legs()) {
          expected.merge(leg.payee(), leg.amount().tiyn(), Long::sum);
        }
      }
    }
  }
}
