package kz.digitaltenge.node.mandate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.node.operator.TypedText;

/// Decisions as the bank's programs type them and are shown them.
final class ApprovalText {
  private ApprovalText() {}

  static Filing.Word word(ApprovalOrder order, long evidence) {
    return new Filing.Word(
        order.signatory(), answer(order.decision()), order.signature(), evidence);
  }

  private static Decision.Answer answer(String text) {
    return switch (text) {
      case "APPROVE" -> Decision.Answer.APPROVE;
      case "REFUSE" -> Decision.Answer.REFUSE;
      default -> throw TypedText.malformed("decision", "it is neither APPROVE nor REFUSE");
    };
  }

  /// What was asked and said of a register or a standing order.
  static ApprovalLine line(String id, Filed filed, Mandates mandates) {
    List<Decision> decisions = mandates.book().decisions(filed.key());
    Mandate mandate = mandates.last(filed.matter().payer()).orElseThrow();
    return new ApprovalLine(
        id,
        FiledLine.State.valueOf(filed.stage().name()),
        mandate.required(filed.matter().amount()),
        lines(decisions),
        filed.stage() == Filed.Stage.AWAITING_APPROVAL ? undecided(mandate, decisions) : List.of(),
        filed.filedAt(),
        filed.until(),
        filed.changedAt(),
        filed.note(),
        filed.matter().content(Decision.Answer.APPROVE),
        filed.matter().content(Decision.Answer.REFUSE));
  }

  private static List<String> undecided(Mandate mandate, List<Decision> decisions) {
    Set<String> decided = decisions.stream().map(Decision::signatory).collect(Collectors.toSet());
    return mandate.signatories().stream()
        .map(Signatory::id)
        .filter(id -> !decided.contains(id))
        .toList();
  }

  static List<FiledLine.Decision> lines(List<Decision> decisions) {
    return decisions.stream().map(ApprovalText::line).toList();
  }

  private static FiledLine.Decision line(Decision decision) {
    return new FiledLine.Decision(
        decision.signatory(),
        decision.answer().name(),
        decision.version(),
        decision.at(),
        decision.signature(),
        decision.evidence());
  }
}
