package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.PayoutLine;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.api.operator.RegisterLine;

/// How registers are shown.
final class RegisterJson {
  private RegisterJson() {}

  static Map<String, Object> register(RegisterLine line, Language language) {
    RegisterLine.Counts counts = line.counts();
    Map<String, Object> shown =
        Json.object(
            "id",
            line.id(),
            "payer",
            line.payer(),
            "currency",
            line.currency(),
            "total",
            line.total().toString(),
            "paidTotal",
            line.paidTotal().toString(),
            "state",
            line.stage(),
            "counts",
            Json.object(
                "all",
                counts.all(),
                "waiting",
                counts.waiting(),
                "paid",
                counts.paid(),
                "refused",
                counts.refused(),
                "cancelled",
                counts.cancelled()),
            "receivedAt",
            line.receivedAt().toString(),
            "changedAt",
            line.changedAt().toString());
    line.toLookUp().ifPresent(payees -> shown.put("toLookUp", payees));
    line.estimatedEnd().ifPresent(at -> shown.put("estimatedEnd", at.toString()));
    line.problem().ifPresent(problem -> shown.put("problem", problem(problem, language)));
    shown.put("evidence", String.valueOf(line.evidence()));
    return shown;
  }

  static Map<String, Object> approval(ApprovalLine line, Language language) {
    Map<String, Object> shown =
        Json.object(
            "id", line.id(),
            "state", line.state().name(),
            "required", String.valueOf(line.required()),
            "decisions", ApprovalMethods.shown(line.decisions()),
            "undecided", line.undecided(),
            "filedAt", line.filedAt().toString(),
            "expiresAt", line.until().toString(),
            "changedAt", line.changedAt().toString(),
            "toApprove", line.approve(),
            "toRefuse", line.refuse());
    Notes.put(shown, line.note(), language);
    return shown;
  }

  static Map<String, Object> payout(PayoutLine line, Language language) {
    Map<String, Object> shown =
        Json.object("place", line.place(), "line", line.line(), "payment", line.payment());
    put(shown, RegisterFile.ACCOUNT, line.account());
    put(shown, RegisterFile.PHONE, line.alias().phone());
    put(shown, RegisterFile.IIN, line.alias().iin());
    put(shown, RegisterFile.BIN, line.alias().bin());
    shown.put("amount", line.amount().toString());
    put(shown, RegisterFile.PURPOSE, line.purpose());
    shown.put("state", line.state());
    line.transaction().ifPresent(id -> shown.put("transaction", id));
    line.decidedAt().ifPresent(at -> shown.put("decidedAt", at.toString()));
    line.problem().ifPresent(problem -> shown.put("problem", problem(problem, language)));
    return shown;
  }

  /// The member of a problem that names what is wrong with which row.
  static Map<String, Object> faults(List<RegisterFault> faults, Language language) {
    return Json.object("lines", faults.stream().map(each -> fault(each, language)).toList());
  }

  private static Map<String, Object> fault(RegisterFault fault, Language language) {
    Map<String, Object> shown = Json.object("row", fault.row());
    put(shown, RegisterFile.LINE, fault.line());
    shown.putAll(problem(fault.problem(), language));
    return shown;
  }

  static Map<String, Object> problem(Problem problem, Language language) {
    // What is wrong with our machine is no concern of participants.
    Problem told = new Reply.Failed(problem).problem();
    return Json.object(
        "code",
        told.code().name(),
        "number",
        told.code().number(),
        "detail",
        told.message(language));
  }

  private static void put(Map<String, Object> shown, String name, String text) {
    if (!text.isEmpty()) {
      shown.put(name, text);
    }
  }
}
