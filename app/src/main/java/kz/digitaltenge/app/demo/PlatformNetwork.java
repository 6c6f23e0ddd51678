package kz.digitaltenge.app.demo;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.PaymentExplanation.Side;
import kz.digitaltenge.api.operator.PaymentExplanation.State;
import kz.digitaltenge.api.operator.SupplyLine;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.BankConversion;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.AccountId;

/// A running network as its operators use it.
///
/// What was done before is told by the notary's log: a decision below the size that the log had
/// when this began was made before.
public final class PlatformNetwork implements DemoNetwork {
  private static final System.Logger LOG = System.getLogger(PlatformNetwork.class.getName());

  private final Platform platform;
  private final List<Bank> banks;
  private final BankDirectory directory;
  private final SupplyLine supplyBefore;
  private final long logSizeBefore;
  private final Instant begun;
  private final Patience patience;

  /// Begins now.
  ///
  /// @param begun the time, by the clock of the network's machines
  public PlatformNetwork(Platform platform, Instant begun, Tasks tasks) {
    this.patience = new Patience(tasks);
    this.platform = platform;
    this.banks = platform.banks().stream().map(PlatformNetwork::bank).toList();
    this.directory = new BankDirectory(banks);
    this.supplyBefore = patience.ask(platform.centralBank()::supply);
    this.logSizeBefore = patience.ask(platform.notary().getFirst()::status).logSize();
    this.begun = begun;
  }

  private static Bank bank(Platform.Member member) {
    return new Bank(
        member.node(), member.name(), member.bankCode(), new AccountId(member.stockAccount()));
  }

  @Override
  public List<Bank> banks() {
    return banks;
  }

  @Override
  public String currency() {
    return supplyBefore.asset().code();
  }

  @Override
  public Outcome open(AccountId account, String reference, String name) {
    NodeOperations bank = platform.node(directory.bank(account).node());
    try {
      AccountLine line = bank.openAccount(new OpenAccount(reference, name, account.value()));
      return new Outcome.Done(line.openedAt().isBefore(begun));
    } catch (PlatformException e) {
      return new Outcome.Refused(e.problem());
    }
  }

  @Override
  public Outcome issue(NodeId bank, Amount amount, PaymentId confirmation) {
    return converted(bank, each -> each.issue(confirmation.value(), amount.toString(), currency()));
  }

  @Override
  public Outcome redeem(NodeId bank, Amount amount, PaymentId confirmation) {
    return converted(
        bank, each -> each.redeem(confirmation.value(), amount.toString(), currency()));
  }

  private Outcome converted(NodeId bank, Function<BankConversion, ConversionLine> step) {
    Platform.Member member =
        platform.banks().stream()
            .filter(each -> each.node().equals(bank))
            .findFirst()
            .orElseThrow(() -> RowFaults.unknownBank(bank.value()).exception());
    ConversionLine line;
    try {
      line = step.apply(Officers.conversion(platform, member, 1));
    } catch (PlatformException e) {
      return new Outcome.Refused(e.problem());
    }
    return switch (line.progress()) {
      case DONE -> new Outcome.Done(line.requestedAt().isBefore(begun));
      case REFUSED ->
          new Outcome.Refused(
              Problem.of(
                  ErrorCode.CONVERSION_REFUSED, "conversion", line.name(), "reason", line.note()));
      case UNDER_WAY ->
          new Outcome.Refused(
              Problem.of(
                  ErrorCode.CONVERSION_UNDER_WAY,
                  "conversion",
                  line.name(),
                  "reason",
                  line.stage()));
    };
  }

  @Override
  public Outcome pay(PaymentId id, AccountId from, AccountId to, Amount amount) {
    NodeOperations payer = platform.node(directory.bank(from).node());
    if (logSizeBefore > 0 && isPaid(payer, id, from, to, amount)) {
      return new Outcome.Done(true);
    }
    return outcome(
        payer.pay(
            new PayOrder(id.value(), from.value(), to.value(), amount.toString(), currency())));
  }

  /// Paying again would come to the same; on a network that has a past, asking first spares both
  /// banks the work.
  private boolean isPaid(
      NodeOperations payer, PaymentId id, AccountId from, AccountId to, Amount amount) {
    try {
      return payer.explain(id.value()).attempts().stream()
          .anyMatch(
              attempt ->
                  attempt.side() == Side.PAYER
                      && attempt.state() == State.FINAL
                      && attempt.position().orElse(Long.MAX_VALUE) < logSizeBefore
                      && attempt.payer().equals(from.value())
                      && attempt.payee().equals(to.value())
                      && attempt.amount().equals(amount));
    } catch (PlatformException e) {
      // Whatever it is, paying will tell.
      LOG.log(Level.DEBUG, "Nothing is known of a payment yet", e);
      return false;
    }
  }

  @Override
  public Amount expected(AccountId account) {
    Amount expected = Amount.ZERO;
    for (BalanceLine line :
        platform.node(directory.bank(account).node()).balances(account.value())) {
      if (line.asset().equals(supplyBefore.asset()) && line.mark().isEmpty()) {
        expected = expected.plus(line.total()).plus(line.incoming());
      }
    }
    return expected;
  }

  private Outcome outcome(PayOutcome outcome) {
    return switch (outcome) {
      case PayOutcome.Final(_, long position, _) -> new Outcome.Done(position < logSizeBefore);
      case PayOutcome.Refused(Problem problem) -> new Outcome.Refused(problem);
      case PayOutcome.Pending(_, Problem problem) -> new Outcome.Refused(problem);
    };
  }

  @Override
  public List<NodeBook> books() {
    return platform.members().stream().map(member -> patience.ask(() -> book(member))).toList();
  }

  private NodeBook book(Platform.Member member) {
    NodeOperations node = platform.node(member.node());
    var accounts = new long[1];
    node.accounts(account -> accounts[0] += account.number().equals(member.stockAccount()) ? 0 : 1);
    var live = new ArrayList<StateRef>();
    var tiyn = new long[1];
    node.liveStates(
        state -> {
          live.add(state.ref());
          tiyn[0] += state.asset().equals(supplyBefore.asset()) ? state.amount().tiyn() : 0;
        });
    if (member.isCentralBank() && supply().issued().equals(Amount.ZERO)) {
      // Until the first issue, nobody has written down the register that the genesis defines.
      live.addAll(notaryLive());
    }
    return new NodeBook(member.node(), accounts[0], Amount.ofTiyn(tiyn[0]), live);
  }

  @Override
  public Supply supply() {
    SupplyLine supply = patience.ask(platform.centralBank()::supply);
    return new Supply(supply.issued(), supply.redeemed());
  }

  @Override
  public Set<StateRef> notaryLive() {
    return patience.ask(
        () -> {
          var live = new HashSet<StateRef>();
          platform.notary().getFirst().liveRefs(live::add);
          return live;
        });
  }
}
