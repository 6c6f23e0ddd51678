package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.error.Note;

/// What the signatories of a payer were asked and have said of a register or a standing order.
///
/// @param id the register's or the standing order's
/// @param required how many must approve it
/// @param decisions oldest first
/// @param undecided the ids of those who may still decide, while that matters
/// @param until after which it is approved no more
/// @param note why it is not paid; may be empty
/// @param approve what a signatory signs to approve it
/// @param refuse and to refuse it
public record ApprovalLine(
    String id,
    FiledLine.State state,
    int required,
    List<FiledLine.Decision> decisions,
    List<String> undecided,
    Instant filedAt,
    Instant until,
    Instant changedAt,
    Note note,
    String approve,
    String refuse) {
  public ApprovalLine {
    decisions = List.copyOf(decisions);
    undecided = List.copyOf(undecided);
  }
}
