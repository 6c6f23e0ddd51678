package kz.digitaltenge.node.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.IssueApproval;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.UsedConfirmations;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.TransactionPlan;
import kz.digitaltenge.node.payment.Transactions;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.OwnState;

/// Issues and redeems through the register, in good weather only: the money that tests move.
public final class Mint {
  private static final Holding KZT = Holding.of(TestNetwork.KZT);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final InMemoryNetwork network;
  private final TestNetwork keys;
  private final AccountId treasury;
  private IssuanceRegister register;
  private UsedConfirmations used = UsedConfirmations.NONE;
  private boolean former;
  private TransactionPlan.Input input;

  Mint(InMemoryNetwork network, TestNetwork keys) {
    this.network = network;
    this.keys = keys;
    this.treasury = network.centralBank().open("redemptions");
    this.register = empty();
    this.input = genesis();
  }

  private IssuanceRegister empty() {
    return IssuanceRegister.empty(
        TestNetwork.KZT,
        new Condition.Signed(keys.issuance().publicKey()),
        TestNetwork.CENTRAL_BANK);
  }

  private TransactionPlan.Input genesis() {
    var genesis = GenesisRegister.of(keys.networkId(), TestNetwork.KZT);
    return new TransactionPlan.Input(
        own(genesis.ref(), empty()), new Provenance.Genesis(TestNetwork.KZT), genesis.tagNonce());
  }

  /// From here on the register has no steps behind it and every confirmation is new.
  public void forget() {
    register = empty();
    input = genesis();
    used = UsedConfirmations.NONE;
  }

  /// From here on officers sign the transaction, as before there was the set of confirmations.
  public void asBefore() {
    former = true;
  }

  /// Where banks send what is to be redeemed.
  public AccountId treasury() {
    return treasury;
  }

  public IssuanceRegister register() {
    return register;
  }

  /// Issues tokens of these amounts to an account.
  public void issue(SimulatedNode bank, AccountId account, List<Amount> amounts) {
    carryOut(transactions -> issue(transactions, bank.id(), account, amounts));
    network
        .simulation()
        .until("the issue arrives", () -> bank.balance(account).incoming().tiyn() == 0, PATIENCE);
  }

  /// Destroys money that lies in the treasury.
  public void redeem(Amount amount) {
    carryOut(transactions -> redeem(transactions, amount));
  }

  private void carryOut(Consumer<Transactions> step) {
    network
        .simulation()
        .await(
            network
                .centralBank()
                .ask(
                    flows -> {
                      step.accept(flows.transactions());
                      return true;
                    }),
            PATIENCE);
  }

  private void issue(
      Transactions transactions, NodeId bank, AccountId account, List<Amount> amounts) {
    Hash confirmation = Hash.sha256(("issue-" + register.sequence()).getBytes(UTF_8));
    PaymentId id = ApprovedStep.payment(ApprovedStep.Kind.ISSUE, confirmation);
    Amount sum = amounts.stream().reduce(Amount.ZERO, Amount::plus);
    IssuanceRegister issued = register.issued(sum, confirmation);
    IssuanceRegister next = former ? issued : issued.using(used.with(confirmation).root());
    Prepared prepared = transactions.prepare(bank, id, 1, account);
    var outputs = new ArrayList<TransactionPlan.Output>();
    outputs.add(kept(transactions, next));
    amounts.forEach(amount -> outputs.add(token(amount, prepared, bank)));
    execute(
        transactions,
        plan(
            id,
            account,
            sum,
            former
                ? new Intent.Issue(confirmation)
                : new Intent.Issue(confirmation, Optional.of(approval(bank, sum, confirmation))),
            List.of(input),
            outputs,
            List.of(new TransactionPlan.Counterparty(bank, List.of(Leg.only(account, sum))))),
        Optional.empty(),
        next,
        confirmation);
  }

  private IssueApproval approval(NodeId bank, Amount sum, Hash confirmation) {
    var step =
        new ApprovedStep(
            keys.networkId(),
            TestNetwork.KZT,
            ApprovedStep.Kind.ISSUE,
            bank,
            sum,
            Optional.of(confirmation),
            "minted");
    return new IssueApproval(
        step.conversion(),
        keys.officers().stream().map(each -> OfficerApproval.sign(step, each).by()).toList(),
        used.proveUnused(confirmation).orElseThrow());
  }

  private static TransactionPlan.Output token(Amount amount, Prepared prepared, NodeId bank) {
    var token =
        new State.Token(TestNetwork.KZT, amount, Optional.empty(), prepared.condition(), bank);
    return new TransactionPlan.Output(token, prepared.tag(), Optional.empty());
  }

  private void redeem(Transactions transactions, Amount amount) {
    var id = new PaymentId("redeem-" + register.sequence());
    Hash confirmation = Hash.sha256(id.value().getBytes(UTF_8));
    IssuanceRegister next =
        register.redeemed(amount, confirmation).using(used.with(confirmation).root());
    Reservation reservation =
        transactions.reserve(new PaymentOrder(id, treasury, treasury, KZT, amount));
    var inputs = new ArrayList<TransactionPlan.Input>();
    inputs.add(input);
    inputs.addAll(transactions.inputs(reservation.tokens()));
    var outputs = new ArrayList<TransactionPlan.Output>();
    outputs.add(kept(transactions, next));
    outputs.addAll(transactions.tokens(treasury, KZT, reservation.changeParts(), id, 1));
    execute(
        transactions,
        plan(
            id,
            treasury,
            amount,
            new Intent.Redeem(confirmation, used.proveUnused(confirmation)),
            inputs,
            outputs,
            List.of()),
        Optional.of(reservation),
        next,
        confirmation);
  }

  private TransactionPlan.Output kept(Transactions transactions, IssuanceRegister next) {
    return transactions.kept(next, treasury, label(next));
  }

  private TransactionPlan plan(
      PaymentId id,
      AccountId payee,
      Amount amount,
      Intent intent,
      List<TransactionPlan.Input> inputs,
      List<TransactionPlan.Output> outputs,
      List<TransactionPlan.Counterparty> counterparties) {
    return new TransactionPlan(
        id,
        1,
        treasury,
        List.of(Leg.only(payee, amount)),
        KZT,
        intent,
        inputs,
        outputs,
        signers(),
        counterparties);
  }

  private List<Signer> signers() {
    var signers = new ArrayList<Signer>();
    signers.add(keys.issuance());
    if (former) {
      signers.addAll(keys.officers());
    }
    return signers;
  }

  private void execute(
      Transactions transactions,
      TransactionPlan plan,
      Optional<Reservation> reservation,
      IssuanceRegister next,
      Hash confirmation) {
    FinalityProof proof = transactions.execute(plan, reservation);
    register = next;
    used = used.with(confirmation);
    input = transactions.inputs(List.of(own(new StateRef(proof.id(), 0), next))).getFirst();
  }

  private OwnState own(StateRef ref, IssuanceRegister state) {
    return new OwnState(ref, treasury, OwnState.Kind.REGISTER, KZT, Amount.ZERO, label(state));
  }

  private static KeyLabel label(IssuanceRegister state) {
    return KeyLabel.of("register", Long.toString(state.sequence()));
  }
}
