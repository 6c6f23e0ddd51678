package kz.digitaltenge.app.audit;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;

/// Compares what a row says a transaction was for with the transaction: who, to whom, how much,
/// under which name.
final class PurposeCheck {
  private static final int CONFIRMATION_DIGITS = 48;

  private final NodeId self;

  PurposeCheck(NodeId self) {
    this.self = self;
  }

  /// Checks a row's columns.
  ///
  /// @param inputs the states that the transaction consumes
  void check(
      EntryRow row, Transaction transaction, List<State> inputs, StatesColumn states, Spot spot) {
    spot.column("window_until")
        .require(
            transaction.header().window().until().toEpochMilli() == row.windowUntil(),
            "it is not the end of the transaction's window");
    name(row, transaction.intents().getFirst(), spot);
    link(row, transaction.intents().getFirst(), spot);
    LegsCheck.check(row, transaction, states, spot);
    spot.column("remittances").require(row.readTold().isPresent(), "they cannot be read");
    if (row.isCommitted()) {
      committed(row, transaction, inputs, states, spot);
    } else {
      stored(row, inputs, spot);
    }
  }

  private static void name(EntryRow row, Intent intent, Spot spot) {
    boolean same =
        switch (intent) {
          case Intent.Move(var payment, int attempt) ->
              payment.value().equals(row.payment()) && attempt == row.attempt();
          case Intent.Refund(var payment, int attempt, _) ->
              payment.value().equals(row.payment()) && attempt == row.attempt();
          case Intent.Issue(Hash confirmation, _) ->
              row.payment().equals(named("issue", confirmation));
          case Intent.Redeem(Hash confirmation, _) ->
              row.payment().equals(named("redeem", confirmation));
          case Intent.Hold(var payment) -> payment.value().equals(row.payment());
          // Their names are the node's own; the labels of the outputs derive from them.
          case Intent.Order _, Intent.Housekeeping _ -> true;
        };
    spot.column("payment").require(same, "the transaction is not attempt %d of it", row.attempt());
  }

  /// That a refund is known as one, and nothing else is.
  private static void link(EntryRow row, Intent intent, Spot spot) {
    Optional<TransactionId> said =
        switch (intent) {
          case Intent.Refund(_, _, var of) -> Optional.of(of);
          case Intent.Move _,
              Intent.Issue _,
              Intent.Redeem _,
              Intent.Hold _,
              Intent.Order _,
              Intent.Housekeeping _ ->
              Optional.empty();
        };
    spot.column("details")
        .require(row.refundOf().equals(said), "the transaction gives back %s", said);
  }

  private static String named(String kind, Hash confirmation) {
    return kind + "-" + confirmation.hex().substring(0, CONFIRMATION_DIGITS);
  }

  private void stored(EntryRow row, List<State> inputs, Spot spot) {
    boolean fromPeer =
        inputs.stream().allMatch(input -> input.custodian().value().equals(row.peer()));
    spot.column("peer").require(fromPeer, "the inputs are not in this node's custody");
    spot.require(
        row.payer() == null
            && row.payee() == null
            && row.asset() == null
            && row.mark() == null
            && row.tiyn() == null,
        "a payee's row says what only the payer's does");
  }

  private void committed(
      EntryRow row, Transaction transaction, List<State> inputs, StatesColumn states, Spot spot) {
    spot.require(
        inputs.stream().allMatch(input -> input.custodian().equals(self)),
        "it spends what is in another node's custody");
    List<State> outputs = transaction.outputs();
    List<String> others =
        outputs.stream()
            .map(output -> output.custodian())
            .filter(custodian -> !custodian.equals(self))
            .map(NodeId::value)
            .distinct()
            .toList();
    spot.column("peer")
        .require(row.peers().equals(others), "the outputs are in the custody of %s", others);
    money(row, moved(row, transaction, inputs, states), spot);
    payee(row, transaction, states, spot);
  }

  /// The states that carry the amount of the row.
  private List<State> moved(
      EntryRow row, Transaction transaction, List<State> inputs, StatesColumn states) {
    return switch (transaction.intents().getFirst()) {
      case Intent.Redeem _ -> List.of(redeemed(inputs, transaction.outputs()));
      case Intent.Housekeeping _ -> transaction.outputs();
      case Intent.Move _ when !row.legs().isEmpty() -> legs(row, transaction);
      case Intent.Move _, Intent.Issue _, Intent.Hold _, Intent.Order _, Intent.Refund _ ->
          row.peer() != null
              ? transaction.outputs().stream()
                  .filter(output -> !output.custodian().equals(self))
                  .toList()
              : states.receives().stream()
                  .filter(state -> !state.account().equals(row.payer()))
                  .map(state -> transaction.outputs().get(state.ref().index()))
                  .toList();
    };
  }

  private static List<State> legs(EntryRow row, Transaction transaction) {
    List<State> outputs = transaction.outputs();
    return outputs.subList(0, Math.min(outputs.size(), row.legs().size()));
  }

  /// A redemption moves what the register counts, as if it were a token.
  private static State redeemed(List<State> inputs, List<State> outputs) {
    State.IssuanceRegister before = register(inputs);
    State.IssuanceRegister after = register(outputs);
    Amount amount = after.redeemed().minus(before.redeemed());
    return new State.Token(
        after.asset(), amount, Optional.empty(), after.condition(), after.custodian());
  }

  private static State.IssuanceRegister register(List<State> states) {
    return states.stream()
        .filter(State.IssuanceRegister.class::isInstance)
        .map(State.IssuanceRegister.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static void money(EntryRow row, List<State> moved, Spot spot) {
    long sum = 0;
    for (State state : moved) {
      if (state instanceof State.Token token) {
        sum = Math.addExact(sum, token.amount().tiyn());
        spot.column("asset")
            .require(
                OwnStatesCheck.text(token.asset()).equals(row.asset()),
                "the transaction moves %s",
                token.asset());
        Optional<Bytes> mark = token.mark().map(OwnStatesCheck::of);
        spot.column("mark")
            .require(
                mark.equals(Optional.ofNullable(row.mark())), "the transaction's mark is another");
      }
    }
    spot.column("tiyn")
        .require(row.tiyn() != null && row.tiyn() == sum, "the transaction moves %d", sum);
  }

  /// At another node the payee is compared with what that node stored.
  private static void payee(EntryRow row, Transaction transaction, StatesColumn states, Spot spot) {
    boolean toItself =
        switch (transaction.intents().getFirst()) {
          case Intent.Redeem _, Intent.Housekeeping _ -> true;
          case Intent.Move _, Intent.Issue _, Intent.Hold _, Intent.Order _, Intent.Refund _ ->
              false;
        };
    if (row.peer() == null && row.legs().isEmpty()) {
      boolean same =
          toItself
              ? String.valueOf(row.payee()).equals(row.payer())
              : states.receives().stream()
                  .map(OwnedState::account)
                  .filter(account -> !account.equals(row.payer()))
                  .allMatch(account -> account.equals(row.payee()));
      spot.column("payee").require(same, "the transaction pays another account");
    }
  }
}
