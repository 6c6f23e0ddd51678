package kz.digitaltenge.app.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;

/// Checks one transaction of one node from its bytes on.
final class EntryAudit {
  private final NodeId self;
  private final ParameterChain chain;
  private final RuleCheck rules;
  private final RequestCheck requests;
  private final OwnStatesCheck ownStates;
  private final PurposeCheck purpose;

  EntryAudit(
      NodeId self,
      ParameterChain chain,
      RuleCheck rules,
      RequestCheck requests,
      OwnStatesCheck ownStates) {
    this.self = self;
    this.chain = chain;
    this.rules = rules;
    this.requests = requests;
    this.ownStates = ownStates;
    this.purpose = new PurposeCheck(self);
  }

  CheckedEntry check(ReadEntry read, KnownPast past, End end, Spot store) {
    EntryRow row = read.row();
    Spot spot = store.row(row.name());
    StatesColumn states = read.states();
    Transaction transaction = read.signed().transaction();
    ownStates.check(row, transaction, states, spot);
    Optional<List<State>> inputs = rules.check(row, read.signed(), past, spot);
    inputs.ifPresent(proved -> purpose.check(row, transaction, proved, states, spot));
    if (row.isCommitted()) {
      requests.check(row, transaction, past, end, spot);
    }
    end.decision().ifPresent(decision -> decided(decision, transaction, spot));
    return new CheckedEntry(row, transaction, states, inputs.orElse(List.of()), end);
  }

  /// The notary decided on this transaction and no other, in its time, on this node's word.
  private void decided(DecisionSummary decision, Transaction transaction, Spot spot) {
    Instant logTime = decision.logTime();
    spot.require(
        transaction.header().window().contains(logTime),
        "it was decided at %s, outside its window",
        logTime);
    spot.require(chain.at(decision.epoch()).isPresent(), "it was decided in an unknown epoch");
    if (!decision.isFinal()) {
      return;
    }
    var expected =
        new Decision(
            transaction.id(),
            decision.outcome(),
            transaction.inputs(),
            transaction.tags(),
            logTime,
            decision.attesters(),
            decision.epoch());
    spot.require(
        expected.summary().equals(decision),
        "the notary consumed or created something else than the transaction says");
    spot.require(
        decision.attestedBy(self, Role.SPEND) || decision.attestedBy(self, Role.RECEIVE),
        "it was decided without the word of this node");
  }
}
