package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.gateway.Routes.Route;

/// Payments that wait for the signatories of their payers.
final class ApprovalMethods {
  private static final String APPROVALS = "/v1/payments/{id}/approvals";
  private static final String AFTER = "after";

  private final String bank;
  private final Supplier<MandateOperations> mandates;

  ApprovalMethods(String bank, Supplier<MandateOperations> mandates) {
    this.bank = bank;
    this.mandates = mandates;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", APPROVALS, this::decide),
        new Route("GET", APPROVALS, this::one),
        new Route("POST", "/v1/payments/{id}/withdrawal", this::withdraw),
        new Route("GET", "/v1/approvals", this::list));
  }

  private Reply decide(Call call) {
    ApprovalOrder order = order(call);
    requireOwn(call);
    return told(Reply.OK, mandates.get().decide(order, call.evidence()));
  }

  /// Of whatever the call names.
  static ApprovalOrder order(Call call) {
    var fields = BodyFields.of(call, Set.of("signatory", "decision", "signature"));
    return new ApprovalOrder(
        call.id(), fields.text("signatory"), fields.text("decision"), fields.text("signature"));
  }

  private Reply one(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return told(Reply.OK, mandates.get().filed(call.id()));
  }

  private Reply withdraw(Call call) {
    String reason = BodyFields.of(call, Set.of("reason")).text("reason");
    requireOwn(call);
    return told(Reply.OK, mandates.get().withdraw(call.id(), reason));
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of(AFTER, "limit"));
    int limit = query.limit();
    // One more than asked for tells whether there are more.
    List<FiledLine> found =
        call.isOwn()
            ? mandates.get().waitingAfter(query.value(AFTER).orElse(""), limit + 1)
            : List.of();
    List<FiledLine> shown = found.stream().limit(limit).toList();
    return new Reply.Told(
        Reply.OK,
        language -> {
          Map<String, Object> page =
              Json.object("payments", shown.stream().map(line -> shown(line, language)).toList());
          if (found.size() > shown.size()) {
            page.put("next", shown.getLast().payment());
          }
          return page;
        });
  }

  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", call.id(), "bank", bank).exception();
    }
  }

  /// What whoever ordered a payment is told of it; empty for one that is paid, of which the node
  /// tells more.
  static Optional<Reply> unpaid(FiledLine line) {
    return switch (line.state()) {
      case AWAITING_APPROVAL, APPROVED -> Optional.of(told(Reply.CREATED, line));
      case PAID -> Optional.empty();
      case REFUSED, WITHDRAWN, EXPIRED ->
          Optional.of(
              new Reply.Failed(
                  Problem.of(ErrorCode.PAYMENT_NOT_APPROVED, "payment", line.payment())
                      .because(line.note())));
    };
  }

  private static Reply told(int status, FiledLine line) {
    return new Reply.Told(status, language -> shown(line, language));
  }

  private static Map<String, Object> shown(FiledLine line, Language language) {
    Map<String, Object> shown =
        Json.object(
            "id", line.payment(),
            "state", line.state().name(),
            "payer", line.payer(),
            "amount", line.amount().toString(),
            "currency", line.currency(),
            "required", String.valueOf(line.required()),
            "decisions", shown(line.decisions()),
            "filedAt", line.filedAt().toString(),
            "expiresAt", line.until().toString(),
            "changedAt", line.changedAt().toString(),
            "toApprove", line.approve(),
            "toRefuse", line.refuse());
    if (line.evidence() != FiledLine.NO_EVIDENCE) {
      shown.put("evidence", String.valueOf(line.evidence()));
    }
    line.refundOf().ifPresent(of -> shown.put("refundOf", of.toString()));
    CustomerMethods.put(shown, "payee", line.payee());
    if (!line.legs().isEmpty()) {
      shown.put(PaymentMethods.LEGS, PaymentMethods.legs(line.legs()));
    }
    ToldFields.put(shown, line.remittance());
    Notes.put(shown, line.note(), language);
    line.transaction().ifPresent(id -> shown.put("transaction", id.toString()));
    return shown;
  }

  static List<Map<String, Object>> shown(List<FiledLine.Decision> decisions) {
    return decisions.stream().map(ApprovalMethods::shown).toList();
  }

  private static Map<String, Object> shown(FiledLine.Decision decision) {
    return Json.object(
        "signatory", decision.signatory(),
        "decision", decision.decision(),
        "mandateVersion", String.valueOf(decision.version()),
        "at", decision.at().toString(),
        "signature", decision.signature(),
        "evidence", String.valueOf(decision.evidence()));
  }
}
