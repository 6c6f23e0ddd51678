package kz.digitaltenge.adapters.abs.emulator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Transfer;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.node.account.AccountId;

/// What happened in the system, as its journal keeps it.
sealed interface CoreEvent {
  int TEXT_SIZE_MAX_BYTES = 64;
  int ANSWER_SIZE_MAX_BYTES = 1 << 16;

  /// An account was opened.
  record Opened(Party owner) implements CoreEvent {}

  /// Money came in from elsewhere.
  record Deposited(AccountId account, Amount amount) implements CoreEvent {}

  /// An account was closed.
  record Closed(AccountId account) implements CoreEvent {}

  /// A transfer was decided for good.
  ///
  /// @param refusal its code, empty when the money moved
  /// @param answer the bytes that were and will be answered
  record Decided(Transfer transfer, Optional<String> refusal, Instant at, Bytes answer)
      implements CoreEvent {}

  default byte[] encode() {
    var out = new CborWriter();
    switch (this) {
      case Opened(Party owner) -> party(out.array(2).uint(0), owner);
      case Deposited(AccountId account, Amount amount) ->
          out.array(3).uint(1).text(account.value()).uint(amount.tiyn());
      case Closed(AccountId account) -> out.array(2).uint(2).text(account.value());
      case Decided(Transfer transfer, Optional<String> refusal, Instant at, Bytes answer) -> {
        out.array(9).uint(3).text(transfer.id()).uint(transfer.createdAt().toEpochMilli());
        party(out, transfer.debtor());
        party(out, transfer.creditor());
        out.uint(transfer.amount().tiyn())
            .text(refusal.orElse(""))
            .uint(at.toEpochMilli())
            .bytes(answer);
      }
    }
    return out.toBytes();
  }

  /// Reads an event again.
  ///
  /// @throws kz.digitaltenge.ledger.codec.MalformedException for what was not written here
  static CoreEvent decode(byte[] bytes) {
    return CborReader.decode(bytes, CoreEvent::read);
  }

  private static CoreEvent read(CborReader in) {
    int parts = in.array(9);
    int kind = (int) in.uint(3);
    CoreEvent event =
        switch (kind) {
          case 0 -> new Opened(party(in));
          case 1 -> new Deposited(account(in), new Amount(in.uint(Amount.MAX_TIYN)));
          case 2 -> new Closed(account(in));
          case 3 ->
              new Decided(
                  new Transfer(
                      in.text(TEXT_SIZE_MAX_BYTES),
                      Instant.ofEpochMilli(in.uint()),
                      party(in),
                      party(in),
                      new Amount(in.uint(Amount.MAX_TIYN))),
                  Optional.of(in.text(TEXT_SIZE_MAX_BYTES)).filter(code -> !code.isEmpty()),
                  Instant.ofEpochMilli(in.uint()),
                  Bytes.ofTrusted(in.bytes(ANSWER_SIZE_MAX_BYTES)));
          default -> throw new IllegalStateException("kind " + kind + " of " + parts);
        };
    return event;
  }

  private static void party(CborWriter out, Party party) {
    out.array(2).text(party.bic().value()).text(party.account().value());
  }

  private static Party party(CborReader in) {
    in.arrayOf(2);
    return new Party(new NodeId(in.text(TEXT_SIZE_MAX_BYTES)), account(in));
  }

  private static AccountId account(CborReader in) {
    return new AccountId(in.text(TEXT_SIZE_MAX_BYTES));
  }
}
