package kz.digitaltenge.ledger.rules;

import java.util.HashSet;
import java.util.List;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;

/// A transaction has inputs and outputs, names each reference once, counts right, and has one
/// intent.
///
/// That it has inputs is what keeps money from appearing: even an asset's first issue consumes its
/// genesis register.
final class FormRule {
  private FormRule() {}

  static Verdict check(Transaction transaction) {
    List<StateRef> inputs = transaction.inputs();
    if (inputs.isEmpty()) {
      return Verdict.rejected(Refusal.INPUTS_MISSING, "it consumes nothing");
    }
    var consumed = new HashSet<>(inputs);
    if (consumed.size() != inputs.size()) {
      return Verdict.rejected(Refusal.INPUT_LISTED_TWICE, "an input is listed twice");
    }
    if (transaction.references().stream().anyMatch(consumed::contains)) {
      return Verdict.rejected(
          Refusal.REFERENCE_ALSO_CONSUMED, "a reference that is read is consumed too");
    }
    int outputs = transaction.outputs().size();
    if (outputs == 0) {
      return Verdict.rejected(Refusal.OUTPUTS_MISSING, "it creates nothing");
    }
    if (transaction.header().outputCount() != outputs) {
      return Verdict.rejected(
          Refusal.OUTPUT_COUNT_DIFFERS,
          "the header counts %d outputs of %d"
              .formatted(transaction.header().outputCount(), outputs));
    }
    if (transaction.header().tagCount() != outputs || transaction.tags().size() != outputs) {
      return Verdict.rejected(
          Refusal.TAG_COUNT_DIFFERS, "%d outputs need a tag each".formatted(outputs));
    }
    for (State output : transaction.outputs()) {
      if (!output.condition().fits()) {
        return Verdict.rejected(
            Refusal.CONDITION_TOO_LARGE,
            "output %d".formatted(transaction.outputs().indexOf(output)));
      }
    }
    if (transaction.intents().size() != 1) {
      return Verdict.rejected(
          Refusal.INTENT_NOT_SINGLE, "%d intents".formatted(transaction.intents().size()));
    }
    return Verdict.accepted();
  }
}
