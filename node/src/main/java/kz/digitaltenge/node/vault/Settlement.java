package kz.digitaltenge.node.vault;

import java.time.Instant;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;

/// The notary's terminal answer about a transaction, with the bytes that prove it: a finality proof
/// for `FINAL` and `VOID`, the signed answer for `NEVER`. The position is that of the decision in
/// the notary's log, [#NOT_LOGGED] for `NEVER`.
public record Settlement(
    TransactionId id, Outcome outcome, Bytes proof, long position, Instant logTime) {
  /// The position of an answer that is in no log.
  public static final long NOT_LOGGED = -1;

  /// How a transaction ended.
  public enum Outcome {
    /// Its inputs are consumed, its outputs live.
    FINAL(0),
    /// The notary logged its refusal.
    VOID(1),
    /// It was not logged in its time window and never will be.
    NEVER(2);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }

    /// The number that stands for this outcome on disk.
    public int code() {
      return code;
    }

    /// The outcome of a number read from disk.
    public static Outcome fromCode(int code) {
      return switch (code) {
        case 0 -> FINAL;
        case 1 -> VOID;
        case 2 -> NEVER;
        default -> throw new IllegalArgumentException("No outcome has the code " + code);
      };
    }
  }

  /// Refuses a logged answer without a position and the other way round.
  public Settlement {
    if ((position == NOT_LOGGED) != (outcome == Outcome.NEVER) || position < NOT_LOGGED) {
      throw new IllegalArgumentException(outcome + " at position " + position);
    }
  }
}
