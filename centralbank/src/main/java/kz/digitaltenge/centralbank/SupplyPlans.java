package kz.digitaltenge.centralbank;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.IssueApproval;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.UnusedProof;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.TransactionPlan;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.OwnState;

/// Plans issues and redemptions. The register is always output 0.
final class SupplyPlans {
  private final NodePlace place;
  private final SupplyKeys keys;

  /// A plan with what it leads to.
  record Planned(
      TransactionPlan plan,
      Optional<Reservation> reservation,
      IssuanceRegister next,
      OwnState registerTemplate) {
    OwnState registerOutput(TransactionId id) {
      return new OwnState(
          new StateRef(id, 0),
          registerTemplate.account(),
          registerTemplate.kind(),
          registerTemplate.holding(),
          registerTemplate.amount(),
          registerTemplate.label());
    }
  }

  SupplyPlans(NodePlace place, SupplyKeys keys) {
    this.place = place;
    this.keys = keys;
  }

  Planned plan(SupplyStep step, int attempt, IssuanceRegisterBook.Entry entry) {
    return switch (step) {
      case SupplyStep.Issue issue -> issue(issue, attempt, entry);
      case SupplyStep.Redeem redeem -> redeem(redeem, attempt, entry);
    };
  }

  private Planned issue(SupplyStep.Issue step, int attempt, IssuanceRegisterBook.Entry entry) {
    IssuanceOrder order = step.order();
    UnusedProof unused = unused(step, entry);
    IssueApproval approval = approval(order, unused);
    IssuanceRegister next =
        owned(entry.register().issued(step.amount(), step.confirmationHash()), step, entry);
    Prepared prepared =
        place.transactions().prepare(order.bank(), step.id(), attempt, order.bankAccount());
    var token =
        new State.Token(
            place.asset(), step.amount(), Optional.empty(), prepared.condition(), order.bank());
    return planned(
        step,
        attempt,
        entry,
        next,
        List.of(),
        List.of(new TransactionPlan.Output(token, prepared.tag(), Optional.empty())),
        new Intent.Issue(step.confirmationHash(), Optional.of(approval)),
        List.of(
            new TransactionPlan.Counterparty(
                order.bank(), List.of(Leg.only(order.bankAccount(), step.amount())))),
        Optional.empty());
  }

  private Planned redeem(SupplyStep.Redeem step, int attempt, IssuanceRegisterBook.Entry entry) {
    AccountId account = place.redemptionAccount();
    Holding holding = Holding.of(place.asset());
    Reservation reservation =
        place
            .transactions()
            .reserve(new PaymentOrder(step.id(), account, account, holding, step.amount()));
    try {
      return redeem(step, attempt, entry, reservation);
    } catch (RuntimeException e) {
      place.transactions().release(reservation);
      throw e;
    }
  }

  private Planned redeem(
      SupplyStep.Redeem step,
      int attempt,
      IssuanceRegisterBook.Entry entry,
      Reservation reservation) {
    AccountId account = place.redemptionAccount();
    UnusedProof unused = unused(step, entry);
    Amount left = reservation.change();
    List<TransactionPlan.Output> change =
        left.isPositive()
            ? place
                .transactions()
                .tokens(account, reservation.holding(), List.of(left), step.id(), attempt)
            : List.of();
    return planned(
        step,
        attempt,
        entry,
        owned(entry.register().redeemed(step.amount(), step.confirmationHash()), step, entry),
        place.transactions().inputs(reservation.tokens()),
        change,
        new Intent.Redeem(step.confirmationHash(), Optional.of(unused)),
        List.of(),
        Optional.of(reservation));
  }

  /// By the issuance key, also when it was replaced since the last step; the step's confirmation is
  /// used from then on.
  private IssuanceRegister owned(
      IssuanceRegister next, SupplyStep step, IssuanceRegisterBook.Entry entry) {
    return next.under(new Condition.Signed(keys.issuance().publicKey()))
        .using(entry.used().with(step.confirmationHash()).root());
  }

  private static UnusedProof unused(SupplyStep step, IssuanceRegisterBook.Entry entry) {
    return entry
        .used()
        .proveUnused(step.confirmationHash())
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", step.confirmation())
                    .exception());
  }

  /// What those signed who are officers now.
  private IssueApproval approval(IssuanceOrder order, UnusedProof unused) {
    AssetTerms terms = place.network().get().current().terms(place.asset()).orElseThrow();
    Set<PublicKey> counted = new HashSet<>();
    List<OfficerSignature> signatures =
        order.approvals().signatures().stream()
            .filter(each -> terms.officers().contains(each.officer()))
            .filter(each -> counted.add(each.officer()))
            .toList();
    int needed = terms.approvalsFor(order.amount());
    if (signatures.size() < needed) {
      throw Problem.of(
              ErrorCode.OFFICERS_MISSING,
              "count",
              signatures.size(),
              "needed",
              needed,
              "amount",
              order.amount())
          .exception();
    }
    return new IssueApproval(order.approvals().conversion(), signatures, unused);
  }

  private Planned planned(
      SupplyStep step,
      int attempt,
      IssuanceRegisterBook.Entry entry,
      IssuanceRegister next,
      List<TransactionPlan.Input> tokensIn,
      List<TransactionPlan.Output> tokensOut,
      Intent intent,
      List<TransactionPlan.Counterparty> counterparties,
      Optional<Reservation> reservation) {
    AccountId keeper = place.redemptionAccount();
    OwnState template = IssuanceRegisterBook.own(entry.input().own().ref(), next, keeper);
    var inputs = new ArrayList<TransactionPlan.Input>();
    inputs.add(entry.input());
    inputs.addAll(tokensIn);
    var outputs = new ArrayList<TransactionPlan.Output>();
    outputs.add(place.transactions().kept(next, keeper, template.label()));
    outputs.addAll(tokensOut);
    var plan =
        new TransactionPlan(
            step.id(),
            attempt,
            keeper,
            List.of(Leg.only(step.payee().orElse(keeper), step.amount())),
            Holding.of(place.asset()),
            intent,
            inputs,
            outputs,
            keys.of(entry.register()),
            counterparties);
    return new Planned(plan, reservation, next, template);
  }
}
