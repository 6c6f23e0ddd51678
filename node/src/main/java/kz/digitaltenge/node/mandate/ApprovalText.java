package kz.digitaltenge.node.mandate;

import java.util.List;
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
