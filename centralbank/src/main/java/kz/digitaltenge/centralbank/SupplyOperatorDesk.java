package kz.digitaltenge.centralbank;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.RedeemOrder;
import kz.digitaltenge.api.operator.SupplyLine;
import kz.digitaltenge.centralbank.supply.SupplyProver;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.supply.SupplyProof;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.operator.OperatorDesk;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.payment.PaymentResult;

/// The desk's answers to the central bank's officers, given in this process.
public final class SupplyOperatorDesk implements CentralBankOperations {
  private static final int CONFIRMATION_LENGTH_MAX = 140;

  private final MoneySupplyDesk desk;
  private final SupplyProver prover;
  private final AccountId redemptionAccount;
  private final Supplier<NetworkView> network;
  private final Function<Participant, AccountId> stockAccounts;
  private final Blocks blocks;
  private final ApprovalCheck approvals;

  /// @param stockAccounts the account of a bank that its new money goes to
  /// @param approvals what officers are to have signed of an issue
  public SupplyOperatorDesk(
      MoneySupplyDesk desk,
      SupplyProver prover,
      AccountId redemptionAccount,
      Supplier<NetworkView> network,
      Function<Participant, AccountId> stockAccounts,
      Blocks blocks,
      ApprovalCheck approvals) {
    this.desk = desk;
    this.prover = prover;
    this.redemptionAccount = redemptionAccount;
    this.network = network;
    this.stockAccounts = stockAccounts;
    this.blocks = blocks;
    this.approvals = approvals;
  }

  @Override
  public PayOutcome issue(IssueOrder order) {
    return answered(
        () -> {
          Amount amount = amount(order.amount(), order.currency());
          Participant bank = bank(order.bank());
          String confirmation = confirmation(order.confirmation());
          var issue =
              new IssuanceOrder(
                  bank.node(),
                  stockAccounts.apply(bank),
                  amount,
                  confirmation,
                  IssuanceOrder.Approvals.of(order.approvals()));
          // What was done is told also when it would be refused now.
          Optional<PaymentResult> earlier = desk.earlier(issue);
          if (earlier.isPresent()) {
            return earlier.get();
          }
          blocks.requireFree(bank.node(), Scope.CONVERT);
          blocks.requireFree(bank.node(), Scope.RECEIVE);
          order.approvals().forEach(each -> require(each, bank.node(), amount, confirmation));
          return desk.issue(issue);
        });
  }

  /// A typed word has no conversion of a bank's.
  private void require(OfficerApproval approval, NodeId bank, Amount amount, String confirmation) {
    approvals.require(
        approval,
        new ApprovedStep(
            approvals.networkId(),
            approvals.terms().get().asset(),
            ApprovedStep.Kind.ISSUE,
            bank,
            amount,
            Optional.of(ApprovedStep.confirmation(ApprovedStep.Kind.ISSUE, confirmation)),
            IssueOrder.CONVERSION));
  }

  @Override
  public PayOutcome redeem(RedeemOrder order) {
    return answered(
        () ->
            desk.redeem(
                new RedemptionOrder(
                    amount(order.amount(), order.currency()), confirmation(order.confirmation()))));
  }

  @Override
  public SupplyProof proveSupply() {
    return prover.prove().proof();
  }

  @Override
  public Optional<SupplyProof> newestSupplyProof() {
    return prover.newest();
  }

  /// Typed confirmations name no liability.
  @Override
  public Optional<LiabilityLine> liability(long position) {
    return Optional.empty();
  }

  @Override
  public SupplyLine supply() {
    IssuanceRegister register = desk.register();
    return new SupplyLine(
        register.asset(), register.issued(), register.redeemed(), redemptionAccount.value());
  }

  private static PayOutcome answered(Supplier<PaymentResult> step) {
    try {
      return OperatorDesk.outcome(step.get());
    } catch (PlatformException e) {
      return new PayOutcome.Refused(e.problem());
    }
  }

  private Amount amount(String amount, String currency) {
    var _ = TypedText.asset(currency, network.get().current());
    return TypedText.amount(amount);
  }

  /// A bank by its node's name; the central bank itself holds no stock.
  private Participant bank(String name) {
    NetworkParameters parameters = network.get().current();
    return parameters.participants().stream()
        .filter(each -> each.kind() == Participant.Kind.BANK)
        .filter(each -> each.node().value().equals(name.strip()))
        .findFirst()
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", name.strip()).exception());
  }

  private static String confirmation(String text) {
    String typed = text.strip();
    if (typed.isEmpty() || typed.length() > CONFIRMATION_LENGTH_MAX) {
      throw TypedText.malformed(
          "confirmation", "it has " + typed.length() + " characters and not 1 to 140");
    }
    return typed;
  }
}
