package kz.digitaltenge.app.audit;

import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.notary.NeverStatement;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Checks how transactions ended, and what proves it.
final class SettlementAudit {
  private final ParameterChain chain;
  private final SignatureVerifier verifier;
  private final MemberBook notary;
  private final ProofCheck proofs;

  SettlementAudit(
      ParameterChain chain, SignatureVerifier verifier, MemberBook notary, ProofCheck proofs) {
    this.chain = chain;
    this.verifier = verifier;
    this.notary = notary;
    this.proofs = proofs;
  }

  /// Checks a settlement by itself.
  void check(SettledRow row, Spot store) {
    Spot spot = store.row("transaction " + row.id());
    spot.notes().checked("settlements");
    if (row.outcome() == SettledRow.NEVER) {
      read(row.proof(), bytes -> Encoding.decode(bytes, NotaryAnswer::readFrom), spot)
          .ifPresent(answer -> never(row, answer, spot));
    } else {
      read(row.proof(), FinalityProof::decode, spot).ifPresent(proof -> decided(row, proof, spot));
    }
  }

  private void decided(SettledRow row, FinalityProof proof, Spot spot) {
    spot.column("id").require(proof.id().equals(row.id()), "the proof is of %s", proof.id());
    int outcome = proof.decision().isFinal() ? SettledRow.FINAL : SettledRow.VOID;
    spot.column("outcome")
        .require(outcome == row.outcome(), "it says %d, the proof %d", row.outcome(), outcome);
    spot.column("position")
        .require(
            proof.position() == row.position(),
            "it says %d, the proof %d",
            row.position(),
            proof.position());
    long logTime = proof.decision().logTime().toEpochMilli();
    spot.column("log_time")
        .require(logTime == row.logTime(), "it says %d, the proof %d", row.logTime(), logTime);
    var _ = proofs.holds(proof, spot.column("proof"));
  }

  private void never(SettledRow row, NotaryAnswer answer, Spot spot) {
    Spot column = spot.column("proof");
    if (!(answer instanceof NotaryAnswer.Never(NeverStatement statement, var signatures))) {
      column.find("it is no statement that the transaction will never be final");
      return;
    }
    spot.notes().checked("proofs");
    column.require(statement.id().equals(row.id()), "the statement is about %s", statement.id());
    column.require(
        statement.networkId().equals(chain.networkId()), "the statement is of another network");
    column.require(
        statement.isSignedByMajorityOf(chain.headKeys(statement.epoch()), signatures, verifier),
        "no majority of the notary's members signed the statement");
    spot.column("log_time")
        .require(
            statement.until().toEpochMilli() == row.logTime(),
            "it is not the end of the window that the statement names");
    spot.column("position")
        .require(row.position() == End.NOT_LOGGED, "a transaction in no log has no position");
    spot.require(notary.position(row.id()).isEmpty(), "the notary's log has it after all");
  }

  /// How a transaction ended; what is wrong with the record itself was told by [#check(SettledRow,
  /// Spot)].
  End end(TransactionId id, Optional<SettledRow> row) {
    if (row.isEmpty()) {
      return fromLog(id);
    }
    if (row.get().outcome() == SettledRow.NEVER) {
      return End.never(row.get().logTime());
    }
    try {
      FinalityProof proof = FinalityProof.decode(row.get().proof().trusted());
      return End.of(proof.decision(), proof.position(), true);
    } catch (MalformedException _) {
      return fromLog(id);
    }
  }

  private End fromLog(TransactionId id) {
    var position = notary.position(id);
    return position.isEmpty()
        ? End.OPEN
        : notary
            .decision(position.getAsLong())
            .map(decision -> End.of(decision.summary(), position.getAsLong(), false))
            .orElse(End.OPEN);
  }

  private static <T> Optional<T> read(Bytes bytes, Function<byte[], T> decode, Spot spot) {
    try {
      return Optional.of(decode.apply(bytes.trusted()));
    } catch (MalformedException e) {
      spot.column("proof").find("the bytes cannot be read: %s at byte %d", e.reason(), e.offset());
      return Optional.empty();
    }
  }
}
