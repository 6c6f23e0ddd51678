package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.payment.TransactionPlan.Counterparty;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.purse.Reservation;
import kz.digitaltenge.node.purse.Tidying;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.OwnState;

/// Plans payments and housekeeping: where the money goes, out of which tokens, with what change.
final class PaymentPlans {
  private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration PROOFS_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;
  private final Provenances provenances;
  private final Custody custody;

  /// Where a payee is to be paid.
  ///
  /// @param owner the payee's account when it is on us
  record PayeeTerms(Condition condition, Hash tag, Optional<TransactionPlan.Owner> owner) {}

  PaymentPlans(NodeParts parts, Provenances provenances) {
    this.parts = parts;
    this.provenances = provenances;
    this.custody = new Custody(parts.keys(), parts.guard());
  }

  /// The node that serves an account, by the bank code in its number.
  Participant route(AccountId payee) {
    return parts
        .network()
        .get()
        .current()
        .participantByBankCode(payee.bankCode())
        .orElseThrow(
            () -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", payee.bankCode()).exception());
  }

  /// Where the payee of each leg is to be paid. What is wrong here is found before anybody is
  /// asked; the other nodes are asked side by side.
  ///
  /// @param nodes that serve the payees, by leg
  List<PayeeTerms> terms(PaymentOrder order, int attempt, List<NodeId> nodes) {
    var terms = new TreeMap<Integer, PayeeTerms>();
    var away = new ArrayList<Leg>(nodes.size());
    for (Leg leg : order.legs()) {
      if (nodes.get(leg.number()).equals(parts.self())) {
        terms.put(
            leg.number(), LegProblems.named(order.legs(), leg, () -> onUs(order, attempt, leg)));
      } else {
        away.add(leg);
      }
    }
    var answers = new ArrayList<CompletableFuture<Prepared>>(away.size());
    for (Leg leg : away) {
      NodeId node = nodes.get(leg.number());
      answers.add(LegProblems.named(order.legs(), leg, () -> ask(order, attempt, leg, node)));
    }
    List<PayeeTerms> answered =
        Answers.read(
            parts.tasks(),
            PREPARE_TIMEOUT,
            answers,
            (i, answer) -> LegProblems.named(order.legs(), away.get(i), () -> prepared(answer)));
    for (int i = 0; i < answered.size(); i++) {
      terms.put(away.get(i).number(), answered.get(i));
    }
    return List.copyOf(terms.values());
  }

  private CompletableFuture<Prepared> ask(PaymentOrder order, int attempt, Leg leg, NodeId node) {
    return parts
        .peers()
        .prepare(
            node, new Prepare(order.id(), attempt, leg.payee(), order.refundOf(), leg.number()));
  }

  private PayeeTerms prepared(CompletableFuture<Prepared> answer) {
    Prepared prepared = parts.tasks().await(answer, PREPARE_TIMEOUT);
    return new PayeeTerms(prepared.condition(), prepared.tag(), Optional.empty());
  }

  /// @param nodes that serve the payees, by leg
  /// @param terms by leg
  TransactionPlan payment(
      PaymentOrder order,
      int attempt,
      Reservation reservation,
      List<NodeId> nodes,
      List<PayeeTerms> terms) {
    var outputs = new ArrayList<TransactionPlan.Output>();
    for (Leg leg : order.legs()) {
      PayeeTerms where = terms.get(leg.number());
      Token payee =
          token(order.holding(), leg.amount(), where.condition(), nodes.get(leg.number()));
      outputs.add(new TransactionPlan.Output(payee, where.tag(), where.owner()));
    }
    outputs.addAll(
        own(order.payer(), order.holding(), reservation.changeParts(), order.id(), attempt));
    return new TransactionPlan(
        order.id(),
        attempt,
        order.payer(),
        order.legs(),
        order.holding(),
        order
            .refundOf()
            .<Intent>map(of -> new Intent.Refund(order.id(), attempt, of))
            .orElseGet(() -> new Intent.Move(order.id(), attempt)),
        inputs(reservation.tokens()),
        outputs,
        List.of(),
        counterparties(order.legs(), nodes));
  }

  private List<Counterparty> counterparties(List<Leg> legs, List<NodeId> nodes) {
    return nodes.stream()
        .distinct()
        .filter(node -> !node.equals(parts.self()))
        .map(
            node ->
                new Counterparty(
                    node,
                    legs.stream().filter(leg -> nodes.get(leg.number()).equals(node)).toList()))
        .toList();
  }

  TransactionPlan housekeeping(Tidying tidying, PaymentId id) {
    Reservation reservation = tidying.reservation();
    return new TransactionPlan(
        id,
        1,
        reservation.account(),
        List.of(Leg.only(reservation.account(), reservation.total())),
        reservation.holding(),
        new Intent.Housekeeping(),
        inputs(reservation.tokens()),
        own(reservation.account(), reservation.holding(), tidying.parts(), id, 1),
        List.of(),
        List.of());
  }

  /// Own states as inputs, with proofs that the network accepts now.
  List<TransactionPlan.Input> inputs(List<OwnState> states) {
    List<Provenance> proofs =
        parts
            .tasks()
            .await(provenances.of(states.stream().map(OwnState::ref).toList()), PROOFS_TIMEOUT);
    List<Provenance> current = FreshProofs.of(proofs, parts, PROOFS_TIMEOUT);
    var inputs = new ArrayList<TransactionPlan.Input>(states.size());
    for (int i = 0; i < states.size(); i++) {
      Hash nonce = parts.nonces().nonce(states.get(i).label());
      inputs.add(new TransactionPlan.Input(states.get(i), current.get(i), nonce));
    }
    return inputs;
  }

  /// Tokens for an account of this node.
  List<TransactionPlan.Output> own(
      AccountId account, Holding holding, List<Amount> amounts, PaymentId payment, int attempt) {
    var outputs = new ArrayList<TransactionPlan.Output>(amounts.size());
    for (int part = 0; part < amounts.size(); part++) {
      KeyLabel label = Labels.change(payment, attempt, part);
      Condition condition = custody.condition(account, label);
      outputs.add(
          new TransactionPlan.Output(
              token(holding, amounts.get(part), condition, parts.self()),
              tag(label),
              Optional.of(new TransactionPlan.Owner(account, label))));
    }
    return outputs;
  }

  /// A state that stays with this node under the condition it states itself.
  TransactionPlan.Output kept(State state, AccountId account, KeyLabel label) {
    return new TransactionPlan.Output(
        state, tag(label), Optional.of(new TransactionPlan.Owner(account, label)));
  }

  private PayeeTerms onUs(PaymentOrder order, int attempt, Leg leg) {
    if (parts.names().apply(leg.payee()).isEmpty()) {
      throw Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", leg.payee(), "bank", parts.self())
          .exception();
    }
    KeyLabel label = Labels.payee(parts.self(), order.id(), attempt, leg.number());
    return new PayeeTerms(
        custody.condition(leg.payee(), label),
        tag(label),
        Optional.of(new TransactionPlan.Owner(leg.payee(), label)));
  }

  private Hash tag(KeyLabel label) {
    return CustodianTag.of(
        parts.network().get().networkId(), parts.self(), parts.nonces().nonce(label));
  }

  private static Token token(
      Holding holding, Amount amount, Condition condition, NodeId custodian) {
    return new Token(holding.asset(), amount, holding.mark(), condition, custodian);
  }
}
