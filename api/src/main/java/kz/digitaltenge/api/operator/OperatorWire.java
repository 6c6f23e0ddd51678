package kz.digitaltenge.api.operator;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.stream.Faults;
import kz.digitaltenge.api.wire.AccountReply;
import kz.digitaltenge.api.wire.BalancesReply;
import kz.digitaltenge.api.wire.Holding;
import kz.digitaltenge.api.wire.LiveStatesReply;
import kz.digitaltenge.api.wire.OutcomeReply;
import kz.digitaltenge.api.wire.RemittanceMessage;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;

/// The parts that several messages of `operator.proto` share, to and from the wire.
final class OperatorWire {
  private OperatorWire() {}

  static Holding holding(Asset asset, Optional<Mark> mark) {
    var holding = Holding.newBuilder().setIssuer(asset.issuer().value()).setCode(asset.code());
    mark.ifPresent(
        value ->
            holding
                .setMarkPolicy(ByteString.copyFrom(value.policy().trusted()))
                .setMarkVersion(value.version()));
    return holding.build();
  }

  static Asset asset(Holding holding) {
    return new Asset(new NodeId(holding.getIssuer()), holding.getCode());
  }

  static Optional<Mark> mark(Holding holding) {
    return holding.getMarkPolicy().isEmpty()
        ? Optional.empty()
        : Optional.of(new Mark(hash(holding.getMarkPolicy()), holding.getMarkVersion()));
  }

  static ByteString bytes(TransactionId id) {
    return ByteString.copyFrom(id.hash().trusted());
  }

  static TransactionId transaction(ByteString bytes) {
    return new TransactionId(hash(bytes));
  }

  static Optional<TransactionId> transactionIfAny(ByteString bytes) {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(transaction(bytes));
  }

  static RemittanceMessage remittance(Remittance remittance) {
    return RemittanceMessage.newBuilder()
        .setPurpose(remittance.purpose())
        .setReference(remittance.reference())
        .setKnp(remittance.knp())
        .build();
  }

  /// What somebody typed; one that is not set says nothing.
  static Remittance typed(RemittanceMessage remittance) {
    return Remittance.of(remittance.getPurpose(), remittance.getReference(), remittance.getKnp());
  }

  /// As a node has it, which is not to be read otherwise than it was written.
  static Remittance remittance(RemittanceMessage remittance) {
    return new Remittance(remittance.getPurpose(), remittance.getReference(), remittance.getKnp());
  }

  static Hash hash(ByteString bytes) {
    return Hash.ofTrusted(bytes.toByteArray());
  }

  static AccountReply account(AccountLine account) {
    return AccountReply.newBuilder()
        .setNumber(account.number())
        .setReference(account.reference())
        .setName(account.name())
        .setOpenedAt(account.openedAt().toEpochMilli())
        .build();
  }

  static AccountLine account(AccountReply account) {
    return new AccountLine(
        account.getNumber(),
        account.getReference(),
        account.getName(),
        Instant.ofEpochMilli(account.getOpenedAt()));
  }

  static BalancesReply.Line balance(BalanceLine line) {
    return BalancesReply.Line.newBuilder()
        .setHolding(holding(line.asset(), line.mark()))
        .setAvailable(line.available().tiyn())
        .setReserved(line.reserved().tiyn())
        .setChange(line.change().tiyn())
        .setIncoming(line.incoming().tiyn())
        .build();
  }

  static BalanceLine balance(BalancesReply.Line line) {
    return new BalanceLine(
        asset(line.getHolding()),
        mark(line.getHolding()),
        Amount.ofTiyn(line.getAvailable()),
        Amount.ofTiyn(line.getReserved()),
        Amount.ofTiyn(line.getChange()),
        Amount.ofTiyn(line.getIncoming()));
  }

  static LiveStatesReply.State state(LiveState state) {
    return LiveStatesReply.State.newBuilder()
        .setRef(ByteString.copyFrom(state.ref().key()))
        .setKind(state.kind() == LiveState.Kind.TOKEN ? 0 : 1)
        .setHolding(holding(state.asset(), Optional.empty()))
        .setAmount(state.amount().tiyn())
        .build();
  }

  static LiveState state(LiveStatesReply.State state) {
    return new LiveState(
        StateRef.fromKey(state.getRef().toByteArray()),
        state.getKind() == 0 ? LiveState.Kind.TOKEN : LiveState.Kind.REGISTER,
        asset(state.getHolding()),
        Amount.ofTiyn(state.getAmount()));
  }

  static OutcomeReply outcome(PayOutcome outcome) {
    var reply = OutcomeReply.newBuilder();
    switch (outcome) {
      case PayOutcome.Final(var transaction, long position, Instant at) ->
          reply.setFinal(
              OutcomeReply.Final.newBuilder()
                  .setTransaction(bytes(transaction))
                  .setPosition(position)
                  .setAt(at.toEpochMilli()));
      case PayOutcome.Refused(var problem) -> reply.setRefused(Faults.of(problem));
      case PayOutcome.Pending(var transaction, var problem) ->
          reply.setPending(
              OutcomeReply.Pending.newBuilder()
                  .setTransaction(bytes(transaction))
                  .setFault(Faults.of(problem)));
    }
    return reply.build();
  }

  static PayOutcome outcome(OutcomeReply reply, String peer) {
    return switch (reply.getOutcomeCase()) {
      case FINAL -> {
        var done = reply.getFinal();
        yield new PayOutcome.Final(
            transaction(done.getTransaction()),
            done.getPosition(),
            Instant.ofEpochMilli(done.getAt()));
      }
      case PENDING -> {
        var pending = reply.getPending();
        yield new PayOutcome.Pending(
            transaction(pending.getTransaction()), Faults.read(pending.getFault(), peer));
      }
      // An answer without an outcome is read as an error that this version does not know.
      case REFUSED, OUTCOME_NOT_SET ->
          new PayOutcome.Refused(Faults.read(reply.getRefused(), peer));
    };
  }
}
