package kz.digitaltenge.app.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.account.Seats;

/// Checks what a node wrote down about its own states in a transaction: that they are exactly the
/// outputs in its custody, worth what the transaction says, and that the key and the tag of each
/// really derive from the account and the label beside it.
final class OwnStatesCheck {
  private static final int MARK_BYTES = Hash.SIZE_BYTES + Integer.BYTES;

  private final NodeId self;
  private final String bankCode;
  private final Hash networkId;
  private final Optional<NodeSecrets> secrets;

  OwnStatesCheck(NodeId self, String bankCode, Hash networkId, Optional<NodeSecrets> secrets) {
    this.self = self;
    this.bankCode = bankCode;
    this.networkId = networkId;
    this.secrets = secrets;
  }

  void check(EntryRow row, Transaction transaction, StatesColumn states, Spot entry) {
    Spot spot = entry.column("states");
    List<Integer> own = own(transaction);
    if (!spot.require(
        own.equals(states.receives().stream().map(state -> state.ref().index()).toList()),
        "it does not list the outputs in this node's custody")) {
      return;
    }
    int changeParts = 0;
    for (OwnedState state : states.receives()) {
      spot.notes().checked("states");
      boolean change = row.isCommitted() && state.account().equals(row.payer());
      State output = transaction.outputs().get(state.ref().index());
      value(state, output, spot);
      int leg = row.legs().isEmpty() ? 0 : state.ref().index();
      KeyLabel label = label(row, output, change ? changeParts : leg, change);
      if (change && output instanceof State.Token) {
        changeParts++;
      }
      spot.require(
          state.label().equals(Bytes.ofTrusted(label.toBytes())),
          "the label of output %d does not belong to the payment",
          state.ref().index());
      keys(state, label, output, transaction, spot);
    }
    consumed(row, transaction, states, spot);
  }

  private List<Integer> own(Transaction transaction) {
    var own = new ArrayList<Integer>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      if (transaction.outputs().get(i).custodian().equals(self)) {
        own.add(i);
      }
    }
    return own;
  }

  /// A payer consumes its own states only, and a payee none.
  private static void consumed(
      EntryRow row, Transaction transaction, StatesColumn states, Spot spot) {
    spot.require(
        states.consumes().equals(row.isCommitted() ? transaction.inputs() : List.of()),
        "it does not list the inputs in this node's custody");
  }

  private static void value(OwnedState state, State output, Spot spot) {
    boolean same =
        switch (output) {
          case State.Token token ->
              state.kind() == OwnedState.TOKEN
                  && state.tiyn() == token.amount().tiyn()
                  && Optional.ofNullable(state.mark()).equals(token.mark().map(OwnStatesCheck::of));
          case State.IssuanceRegister _ ->
              state.kind() == OwnedState.REGISTER && state.tiyn() == 0 && state.mark() == null;
        };
    spot.require(
        same && state.asset().equals(text(output.asset())),
        "output %d is not what the transaction says",
        state.ref().index());
  }

  /// What the key and the tag nonce of an own output derive from.
  ///
  /// @param number of the part of the change, or of the leg
  private KeyLabel label(EntryRow row, State output, int number, boolean change) {
    if (output instanceof State.IssuanceRegister register) {
      return KeyLabel.of(
          "register", register.asset().toString(), Long.toString(register.sequence()));
    }
    String attempt = Integer.toString(row.attempt());
    if (change) {
      return KeyLabel.of("change", row.payment(), attempt, Integer.toString(number));
    }
    String payer = row.isCommitted() ? self.value() : String.valueOf(row.peer());
    return number == 0
        ? KeyLabel.of("payee", payer, row.payment(), attempt)
        : KeyLabel.of("payee", payer, row.payment(), attempt, Integer.toString(number));
  }

  private void keys(
      OwnedState state, KeyLabel label, State output, Transaction transaction, Spot spot) {
    int index = state.ref().index();
    Optional<AccountId> account = account(state.account());
    if (!spot.require(
        account.map(AccountId::bankCode).equals(Optional.of(bankCode)),
        "output %d belongs to '%s', which is no account of this node",
        index,
        state.account())) {
      return;
    }
    if (secrets.isEmpty()) {
      return;
    }
    if (output instanceof State.Token token) {
      spot.require(
          Seats.isOf(secrets.get().keys(), account.get(), label, token.condition()),
          "the key of output %d is not one of account %s",
          index,
          state.account());
    }
    Hash tag = CustodianTag.of(networkId, self, secrets.get().nonces().nonce(label));
    spot.require(
        transaction.tags().get(index).equals(tag),
        "the tag of output %d is not this node's",
        index);
  }

  static Optional<AccountId> account(String text) {
    try {
      return Optional.of(new AccountId(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static String text(Asset asset) {
    return asset.issuer().value() + "/" + asset.code();
  }

  static Bytes of(Mark mark) {
    return Bytes.ofTrusted(
        ByteBuffer.allocate(MARK_BYTES)
            .put(mark.policy().trusted())
            .putInt(mark.version())
            .array());
  }
}
