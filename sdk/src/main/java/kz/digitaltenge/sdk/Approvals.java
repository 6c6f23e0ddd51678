package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Payments and registers that wait for the signatories of their payers. A signatory signs what the
/// approval gives to sign; the bank's program brings the signature, a JWS with detached content.
public final class Approvals {
  private static final String PAYMENT = "/v1/payments/{id}/approvals";
  private static final String REGISTER = "/v1/registers/{id}/approvals";

  private final Caller caller;

  Approvals(Caller caller) {
    this.caller = caller;
  }

  /// Payments that wait, by id.
  public Paged<Approval.OfPayment> waiting() {
    return new Paged<>(
        after -> {
          var page =
              caller.ask(
                  Call.get(Target.of("/v1/approvals").with("after", after)), WaitingPage.class);
          return new Paged.Page<>(page.payments(), page.next());
        });
  }

  record WaitingPage(List<Approval.OfPayment> payments, Optional<String> next) {}

  public Approval.OfPayment ofPayment(String payment) {
    return caller.ask(Call.get(Target.of(PAYMENT, payment)), Approval.OfPayment.class);
  }

  /// Brings a signatory's signature over `toApprove`; the last that was missing pays.
  public Approval.OfPayment approvePayment(String payment, String signatory, String signature) {
    return caller.ask(
        decision(Target.of(PAYMENT, payment), "APPROVE", signatory, signature),
        Approval.OfPayment.class);
  }

  /// Brings a signatory's signature over `toRefuse`.
  public Approval.OfPayment refusePayment(String payment, String signatory, String signature) {
    return caller.ask(
        decision(Target.of(PAYMENT, payment), "REFUSE", signatory, signature),
        Approval.OfPayment.class);
  }

  /// Takes a payment back that waits, or is approved and held up.
  public Approval.OfPayment withdraw(String payment, String reason) {
    return caller.ask(
        Call.same(
            Target.of("/v1/payments/{id}/withdrawal", payment), Json.object("reason", reason)),
        Approval.OfPayment.class);
  }

  public Approval.OfRegister ofRegister(String register) {
    return caller.ask(Call.get(Target.of(REGISTER, register)), Approval.OfRegister.class);
  }

  /// Brings a signatory's signature over `toApprove`; the last that was missing has it paid.
  public Approval.OfRegister approveRegister(String register, String signatory, String signature) {
    return caller.ask(
        decision(Target.of(REGISTER, register), "APPROVE", signatory, signature),
        Approval.OfRegister.class);
  }

  /// Brings a signatory's signature over `toRefuse`.
  public Approval.OfRegister refuseRegister(String register, String signatory, String signature) {
    return caller.ask(
        decision(Target.of(REGISTER, register), "REFUSE", signatory, signature),
        Approval.OfRegister.class);
  }

  /// A signatory decides once; the same again has the same answer.
  private static Call decision(Target target, String decision, String signatory, String signature) {
    Map<String, Object> body =
        Json.object("signatory", signatory, "decision", decision, "signature", signature);
    return Call.same(target, body);
  }
}
