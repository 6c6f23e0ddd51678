package kz.digitaltenge.node.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.api.operator.PaymentExplanation.Attempt;
import kz.digitaltenge.api.operator.PaymentExplanation.Refund;
import kz.digitaltenge.api.operator.PaymentExplanation.Side;
import kz.digitaltenge.api.operator.PaymentExplanation.State;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.Remittances;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.SplitLegs;
import kz.digitaltenge.node.vault.VaultRecord;

/// Tells what is known of a payment: out of the vault alone, so it is as true after a crash as
/// before.
final class Explanations {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  private final NodeParts parts;

  Explanations(NodeParts parts) {
    this.parts = parts;
  }

  Optional<PaymentExplanation> of(PaymentId payment) {
    var attempts = new ArrayList<Attempt>();
    for (KnownTransaction made :
        parts.tasks().await(parts.vault().attempts(payment), READ_TIMEOUT)) {
      made.committed().ifPresent(record -> attempts.add(made(record, made.settlement())));
    }
    for (KnownTransaction received : received(payment)) {
      received.stored().ifPresent(record -> attempts.add(received(record, received.settlement())));
    }
    return attempts.isEmpty()
        ? Optional.empty()
        : Optional.of(new PaymentExplanation(payment, attempts, refunds(attempts)));
  }

  /// What was given back of the payment, or is on its way.
  private List<Refund> refunds(List<Attempt> attempts) {
    var refunds = new ArrayList<Refund>();
    for (Attempt attempt : attempts) {
      if (attempt.state() == State.FINAL) {
        for (KnownTransaction each :
            parts.tasks().await(parts.vault().refunds(attempt.transaction()), READ_TIMEOUT)) {
          refunds.add(refund(attempt.transaction(), each));
        }
      }
    }
    return refunds;
  }

  private static Refund refund(TransactionId of, KnownTransaction refund) {
    State open = refund.committed().isPresent() ? State.COMMITTED : State.STORED;
    return new Refund(
        refund
            .committed()
            .map(VaultRecord.Committed::payment)
            .orElseGet(() -> refund.stored().orElseThrow().payment()),
        of,
        refund.id(),
        refund.settlement().map(Explanations::state).orElse(open),
        RefundLink.amount(refund),
        refund.settlement().map(Settlement::logTime));
  }

  private List<KnownTransaction> received(PaymentId payment) {
    var received = new ArrayList<KnownTransaction>();
    for (Participant peer : parts.network().get().current().participants()) {
      received.addAll(
          parts.tasks().await(parts.vault().received(peer.node(), payment), READ_TIMEOUT));
    }
    return received;
  }

  private Attempt made(VaultRecord.Committed record, Optional<Settlement> settlement) {
    State state = settlement.map(Explanations::state).orElse(State.COMMITTED);
    var evidence = new ArrayList<>(Evidence.of(record));
    settlement.ifPresent(end -> evidence.addAll(Evidence.of(end)));
    return new Attempt(
        Side.PAYER,
        record.attempt(),
        record.id(),
        state,
        record.holding().asset(),
        record.amount(),
        record.payer().value(),
        record.payee(),
        record.windowUntil(),
        position(settlement),
        settlement.map(Settlement::logTime),
        evidence,
        next(Side.PAYER, state, record.windowUntil()),
        RefundLink.in(record.details()),
        legs(SplitLegs.in(record.details()), record.remittances()),
        record.remittances().common());
  }

  private Attempt received(VaultRecord.Stored record, Optional<Settlement> settlement) {
    State state = settlement.map(Explanations::state).orElse(State.STORED);
    var evidence = new ArrayList<>(Evidence.of(record));
    settlement.ifPresent(end -> evidence.addAll(Evidence.of(end)));
    OwnState first = record.receives().getFirst();
    return new Attempt(
        Side.PAYEE,
        record.attempt(),
        record.id(),
        state,
        first.holding().asset(),
        record.receives().stream().map(OwnState::amount).reduce(Amount.ZERO, Amount::plus),
        record.peer().value(),
        first.account().value(),
        record.windowUntil(),
        position(settlement),
        settlement.map(Settlement::logTime),
        evidence,
        next(Side.PAYEE, state, record.windowUntil()),
        RefundLink.in(record.details()),
        legs(here(record), record.remittances()),
        record.remittances().common());
  }

  /// The payer's numbers for accounts here are nothing to this bank's people.
  private static List<Leg> here(VaultRecord.Stored record) {
    List<Leg> addressed = SplitLegs.in(record.details());
    return IntStream.range(0, addressed.size())
        .mapToObj(
            i ->
                new Leg(
                    addressed.get(i).number(),
                    record.receives().get(i).account(),
                    addressed.get(i).amount()))
        .toList();
  }

  private static List<PaymentExplanation.Leg> legs(List<Leg> legs, Remittances told) {
    return IntStream.range(0, legs.size())
        .mapToObj(
            i ->
                new PaymentExplanation.Leg(
                    legs.get(i).number() + 1,
                    legs.get(i).payee().value(),
                    legs.get(i).amount(),
                    told.at(i)))
        .toList();
  }

  private static State state(Settlement settlement) {
    return switch (settlement.outcome()) {
      case FINAL -> State.FINAL;
      case VOID -> State.VOID;
      case NEVER -> State.NEVER;
    };
  }

  private static OptionalLong position(Optional<Settlement> settlement) {
    return settlement.isPresent() && settlement.get().position() != Settlement.NOT_LOGGED
        ? OptionalLong.of(settlement.get().position())
        : OptionalLong.empty();
  }

  private String next(Side side, State state, Instant windowUntil) {
    boolean past = parts.clock().instant().isAfter(windowUntil);
    return switch (state) {
      case STORED ->
          past
              ? "The window is over: this node asks the notary, whose answer ends it."
              : "The payer's node may still commit; this node asks the notary itself if nothing"
                  + " comes.";
      case COMMITTED ->
          "The tokens stay reserved; this node repeats the same request until the notary says"
              + " final, void or never.";
      case FINAL -> "Nothing is left to do: the money has moved and cannot come back.";
      case VOID, NEVER ->
          side == Side.PAYEE
              ? "Nothing came, and nothing is waited for."
              : "Nothing moved and the tokens are free again; sending the payment again with the"
                  + " same id makes the next attempt.";
    };
  }
}
