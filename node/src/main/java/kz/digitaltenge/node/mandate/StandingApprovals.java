package kz.digitaltenge.node.mandate;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Signatories.Answer;
import kz.digitaltenge.node.standing.Schedule;
import kz.digitaltenge.node.standing.StandingOrder;
import kz.digitaltenge.node.standing.StandingSignatories;

/// Standing orders out of accounts under mandates: asked about once, over their terms, by the rule
/// for the amount of each payment; then each payment is signed for by the seats that approved,
/// until the mandate ends.
public final class StandingApprovals implements StandingSignatories {
  private final Mandates mandates;
  private final Filing filing;
  private final String currency;

  /// @param clock of days
  /// @param currency of all orders
  public StandingApprovals(
      Mandates mandates, SignatureVerifier verifier, InstantSource clock, String currency) {
    this.mandates = mandates;
    this.filing = new Filing(mandates, verifier, clock);
    this.currency = currency;
  }

  @Override
  public boolean areAsked(AccountId payer) {
    return mandates.inForce(payer).isPresent();
  }

  @Override
  public Answer ask(StandingOrder.Order order) {
    Optional<Filed> known = find(order);
    if (known.isEmpty() && !areAsked(order.payer())) {
      // The mandate ended before anybody was asked: what was to be approved is not approved by
      // that.
      return Answer.NOT_APPROVED;
    }
    return switch (known.orElseGet(() -> filing.file(matter(order), order.evidence())).stage()) {
      case AWAITING_APPROVAL -> Answer.AWAITED;
      case APPROVED, PAID -> Answer.APPROVED;
      case REFUSED, WITHDRAWN, EXPIRED -> Answer.NOT_APPROVED;
    };
  }

  @Override
  public Optional<ApprovalLine> approval(StandingOrder.Order order) {
    return find(order).map(filed -> ApprovalText.line(order.id(), filed, mandates));
  }

  @Override
  public void decide(StandingOrder.Order order, ApprovalOrder word, long evidence) {
    Filed known =
        find(order)
            .orElseThrow(
                () -> Filing.refused(order.id(), "its payer's signatories are not asked about it"));
    var _ = filing.decide(known, ApprovalText.word(word, evidence));
  }

  @Override
  public void withdraw(StandingOrder.Order order, String reason) {
    find(order)
        .filter(filed -> filed.stage() == Stage.AWAITING_APPROVAL)
        .ifPresent(
            filed -> {
              var _ =
                  filing.move(
                      filed, Stage.AWAITING_APPROVAL, MandateBook.Step.to(Stage.WITHDRAWN, reason));
            });
  }

  /// An order from before the mandate goes on as it was; the guard has the last word on it.
  @Override
  public PaymentService paying(StandingOrder.Order order, PaymentService payments) {
    if (!mandates.isOrWasUnder(order.payer())) {
      return payments;
    }
    Matter.Standing matter = matter(order);
    Optional<Filed> kept = filing.find(matter.key());
    if (kept.isEmpty()) {
      return payments;
    }
    Optional<Filed> filed = kept.flatMap(each -> each.of(matter));
    if (filed.isEmpty()) {
      // Other terms than these were approved.
      return new Unapproved(payments);
    }
    List<Decision> decisions = mandates.book().decisions(filed.get().key());
    return filed.get().stage() == Stage.APPROVED && !hasEndedSince(order.payer(), decisions)
        ? mandates.cover().paying(filed.get().matter(), decisions, payments)
        : new Unapproved(payments);
  }

  private boolean hasEndedSince(AccountId payer, List<Decision> decisions) {
    int version = decisions.stream().mapToInt(Decision::version).max().orElse(0);
    return mandates.book().mandates(payer).stream()
        .anyMatch(mandate -> mandate.isEnd() && mandate.version() > version);
  }

  /// What was begun before may have paid, and nothing is begun.
  private record Unapproved(PaymentService payments) implements PaymentService {
    @Override
    public PaymentResult pay(PaymentOrder order) {
      return payments
          .outcome(order)
          .filter(
              result ->
                  switch (result) {
                    case PaymentResult.Final _, PaymentResult.Pending _ -> true;
                    case PaymentResult.Refused _ -> false;
                  })
          .orElseGet(
              () ->
                  new PaymentResult.Refused(
                      order.id(),
                      Problem.of(ErrorCode.APPROVAL_REQUIRED, "account", order.payer())));
    }

    @Override
    public Optional<PaymentResult> outcome(PaymentOrder order) {
      return payments.outcome(order);
    }
  }

  private Optional<Filed> find(StandingOrder.Order order) {
    Matter.Standing matter = matter(order);
    return filing.find(matter.key()).flatMap(filed -> filed.of(matter));
  }

  private Matter.Standing matter(StandingOrder.Order order) {
    return Matter.Standing.of(order.id(), order.payer(), currency, order.amount(), terms(order));
  }

  /// Whom it pays, what, and when; what there is none of is left out.
  private String terms(StandingOrder.Order order) {
    Schedule schedule = order.schedule();
    return payee(order.payee())
        + member("amount", order.amount().toString())
        + member("currency", currency)
        + member("purpose", order.purpose().replace("\\", "\\\\").replace("\"", "\\\""))
        + member("every", schedule.every().name())
        + member("first", schedule.first().atTime(schedule.time()).toString())
        + member("shift", schedule.shift().name())
        + schedule.until().map(LocalDate::toString).map(day -> member("until", day)).orElse("")
        + schedule.times().map(String::valueOf).map(times -> member("times", times)).orElse("");
  }

  private static String payee(StandingOrder.Payee payee) {
    return switch (payee) {
      case StandingOrder.Payee.Numbered(AccountId account) ->
          "\"payee\":\"" + account.value() + "\"";
      case StandingOrder.Payee.Known(var alias) ->
          switch (alias.kind()) {
            case PHONE -> "\"phone\":\"" + alias.value() + "\"";
            case IIN -> "\"iin\":\"" + alias.value() + "\"";
            case BIN -> "\"bin\":\"" + alias.value() + "\"";
          };
    };
  }

  private static String member(String name, String value) {
    return ",\"" + name + "\":\"" + value + "\"";
  }
}
