package kz.digitaltenge.node.mandate;

import java.time.InstantSource;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.PayoutRegister;
import kz.digitaltenge.node.register.Signatories;

/// Registers out of accounts under mandates: asked about once and as a whole, by the rule for all
/// that they pay; then each line is signed for by the seats that approved.
public final class RegisterApprovals implements Signatories {
  private final Mandates mandates;
  private final Filing filing;

  /// @param clock of days
  public RegisterApprovals(Mandates mandates, SignatureVerifier verifier, InstantSource clock) {
    this.mandates = mandates;
    this.filing = new Filing(mandates, verifier, clock);
  }

  @Override
  public boolean areAsked(AccountId payer) {
    return mandates.inForce(payer).isPresent();
  }

  @Override
  public Answer ask(PayoutRegister.Order register) {
    Matter.Register matter = matter(register);
    Optional<Filed> known = filing.find(matter.key());
    if (known.isEmpty() && !areAsked(register.payer())) {
      // The mandate ended before anybody was asked: what was to be approved is not approved by
      // that.
      return Answer.NOT_APPROVED;
    }
    return switch (known.orElseGet(() -> filing.file(matter, register.evidence())).stage()) {
      case AWAITING_APPROVAL -> Answer.AWAITED;
      case APPROVED, PAID -> Answer.APPROVED;
      case REFUSED, WITHDRAWN, EXPIRED -> Answer.NOT_APPROVED;
    };
  }

  @Override
  public Optional<ApprovalLine> approval(PayoutRegister.Order register) {
    return filing
        .find(matter(register).key())
        .map(filed -> ApprovalText.line(register.id(), filed, mandates));
  }

  @Override
  public void decide(
      PayoutRegister.Order register, ApprovalOrder order, long evidence, Runnable requirePayable) {
    var _ = filing.decide(known(register), ApprovalText.word(order, evidence), requirePayable);
  }

  @Override
  public void withdraw(PayoutRegister.Order register, String reason) {
    filing
        .find(matter(register).key())
        .filter(filed -> filed.stage() == Stage.AWAITING_APPROVAL)
        .ifPresent(
            filed -> {
              var _ =
                  filing.move(
                      filed, Stage.AWAITING_APPROVAL, MandateBook.Step.to(Stage.WITHDRAWN, reason));
            });
  }

  @Override
  public PaymentService paying(PayoutRegister.Order register, PaymentService payments) {
    Matter.Register matter = matter(register);
    return filing
        .find(matter.key())
        .filter(filed -> filed.stage() == Stage.APPROVED)
        .map(
            filed ->
                mandates.cover().paying(matter, mandates.book().decisions(filed.key()), payments))
        .orElse(payments);
  }

  private Filed known(PayoutRegister.Order register) {
    return filing
        .find(matter(register).key())
        .orElseThrow(() -> refused(register, "its payer's signatories are not asked about it"));
  }

  private static Matter.Register matter(PayoutRegister.Order register) {
    return new Matter.Register(
        register.id(),
        register.payer(),
        register.currency(),
        register.payouts(),
        register.total(),
        register.digest());
  }

  private static PlatformException refused(PayoutRegister.Order register, String reason) {
    return Problem.of(
            ErrorCode.REGISTER_APPROVAL_REFUSED, "register", register.id(), "reason", reason)
        .exception();
  }
}
