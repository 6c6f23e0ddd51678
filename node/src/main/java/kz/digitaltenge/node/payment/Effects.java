package kz.digitaltenge.node.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.vault.Movement;
import kz.digitaltenge.node.vault.Movement.Direction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.Turnover;
import kz.digitaltenge.node.vault.Turnover.Kind;
import kz.digitaltenge.node.vault.VaultRecord;

/// What a transaction's end means for this node's book. A function of what is stored, so that a
/// restart comes to the same.
final class Effects {
  private Effects() {}

  static VaultRecord.Settled ofPaid(
      CommittedTransaction committed, FinalityProof proof, NodeId self) {
    Settlement settlement = settlement(proof);
    if (settlement.outcome() != Outcome.FINAL) {
      return undone(committed, settlement);
    }
    VaultRecord.Committed record = committed.record();
    return new VaultRecord.Settled(
        settlement,
        record.receives(),
        record.consumes(),
        paid(committed.signed(), record),
        turnovers(committed, self));
  }

  static VaultRecord.Settled ofReceived(VaultRecord.Stored stored, FinalityProof proof) {
    Settlement settlement = settlement(proof);
    if (settlement.outcome() != Outcome.FINAL) {
      return withoutEffect(settlement);
    }
    var movements = new ArrayList<Movement>();
    for (int i = 0; i < stored.receives().size(); i++) {
      OwnState state = stored.receives().get(i);
      movements.add(
          new Movement(
              state.account(),
              Direction.IN,
              state.holding(),
              state.amount(),
              stored.payment(),
              stored.peer().value(),
              stored.remittances().at(i)));
    }
    List<Turnover> turnovers =
        stored.receives().stream()
            .filter(state -> state.amount().isPositive())
            .map(state -> turnover(Kind.IN, stored.peer(), state.holding().asset(), state.amount()))
            .toList();
    return new VaultRecord.Settled(settlement, stored.receives(), List.of(), movements, turnovers);
  }

  /// A payment that came to nothing.
  static VaultRecord.Settled undone(CommittedTransaction committed, Settlement settlement) {
    return new VaultRecord.Settled(
        settlement, paid(committed.signed(), committed.record()).stream().findFirst());
  }

  static VaultRecord.Settled withoutEffect(Settlement settlement) {
    return new VaultRecord.Settled(settlement, Optional.empty());
  }

  static Settlement settlement(FinalityProof proof) {
    return new Settlement(
        proof.id(),
        proof.decision().isFinal() ? Outcome.FINAL : Outcome.VOID,
        Bytes.ofTrusted(proof.encode()),
        proof.position(),
        proof.decision().logTime());
  }

  private static List<Movement> paid(SignedTransaction signed, VaultRecord.Committed record) {
    return isShown(signed.transaction()) ? movements(record) : List.of();
  }

  /// Whether it is a movement in its payer's history.
  static boolean isShown(Transaction transaction) {
    return switch (transaction.intents().getFirst()) {
      case Intent.Move _, Intent.Hold _, Intent.Order _, Intent.Refund _ -> true;
      // An issue shows at the bank that receives it, a redemption was paid in before, and tidying
      // up moves nothing.
      case Intent.Issue _, Intent.Redeem _, Intent.Housekeeping _ -> false;
    };
  }

  /// What other nodes get, by the transaction itself; and what the register says more.
  private static List<Turnover> turnovers(CommittedTransaction committed, NodeId self) {
    Transaction transaction = committed.signed().transaction();
    VaultRecord.Committed record = committed.record();
    var turnovers = new ArrayList<Turnover>();
    for (State output : transaction.outputs()) {
      if (output instanceof State.Token token && !token.custodian().equals(self)) {
        turnovers.add(turnover(Kind.OUT, token.custodian(), token.asset(), token.amount()));
      }
    }
    switch (transaction.intents().getFirst()) {
      case Intent.Issue _ ->
          turnovers.add(turnover(Kind.ISSUED, self, record.holding().asset(), record.amount()));
      case Intent.Redeem _ ->
          turnovers.add(turnover(Kind.REDEEMED, self, record.holding().asset(), record.amount()));
      case Intent.Move _,
          Intent.Hold _,
          Intent.Order _,
          Intent.Housekeeping _,
          Intent.Refund _ -> {}
    }
    return turnovers;
  }

  private static Turnover turnover(Kind kind, NodeId peer, Asset asset, Amount amount) {
    return new Turnover(kind, peer, asset, amount.tiyn());
  }

  private static List<Movement> movements(VaultRecord.Committed record) {
    var movements = new ArrayList<Movement>();
    movements.add(
        new Movement(
            record.payer(),
            Direction.OUT,
            record.holding(),
            record.amount(),
            record.payment(),
            record.payee(),
            record.remittances().common()));
    for (OwnState state : record.receives()) {
      if (!state.account().equals(record.payer())) {
        // A leg's output stands where the leg does.
        movements.add(
            new Movement(
                state.account(),
                Direction.IN,
                record.holding(),
                state.amount(),
                record.payment(),
                record.payer().value(),
                record.remittances().at(state.ref().index())));
      }
    }
    return movements;
  }
}
