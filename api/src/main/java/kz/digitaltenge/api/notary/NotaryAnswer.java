package kz.digitaltenge.api.notary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// What the notary says about a transaction.
///
/// Terminal answers never change, whoever asks and whenever: [Final], [Voided], [Never],
/// [Archived]. The others leave the transaction's fate open: ask again, or wait for the window to
/// end.
public sealed interface NotaryAnswer {

  /// The transaction is final: inputs consumed, outputs live.
  record Final(FinalityProof proof) implements NotaryAnswer {}

  /// The transaction was logged as void and can never be final; the decision says why.
  record Voided(FinalityProof proof) implements NotaryAnswer {}

  /// The window ended and the transaction was not logged: it never will be.
  ///
  /// @param signatures members' signatures over the statement; a majority, or it proves nothing
  record Never(NeverStatement statement, List<MemberSignature> signatures) implements NotaryAnswer {
    public Never {
      signatures = List.copyOf(signatures);
    }
  }

  /// The window ended before the index that the notary retains: ask the archive.
  record Archived(Instant retainedFrom) implements NotaryAnswer {}

  /// This request is not acceptable as it stands. Nothing was logged: a correct one may still
  /// succeed.
  record Refused(NotaryRefusal reason, String evidence) implements NotaryAnswer {}

  /// Nothing was done; the same request is welcome after the pause.
  record Busy(Duration retryAfter) implements NotaryAnswer {}

  /// Nothing can be said yet: the request may or may not be logged. The same request again, or a
  /// question about its status, will tell.
  record Unknown(String why) implements NotaryAnswer {}

  /// Whether the answer is the last word.
  default boolean isTerminal() {
    return switch (this) {
      case Final _, Voided _, Never _, Archived _ -> true;
      case Refused _, Busy _, Unknown _ -> false;
    };
  }

  default void writeTo(CborWriter out) {
    switch (this) {
      case Final(FinalityProof proof) -> proof.writeTo(out.array(2).uint(1));
      case Voided(FinalityProof proof) -> proof.writeTo(out.array(2).uint(2));
      case Never(NeverStatement statement, List<MemberSignature> signatures) -> {
        statement.writeTo(out.array(3).uint(3));
        Encoding.list(out, signatures, MemberSignature::writeTo);
      }
      case Archived(Instant retainedFrom) -> Encoding.instant(out.array(2).uint(4), retainedFrom);
      case Refused(NotaryRefusal reason, String evidence) ->
          out.array(3).uint(5).uint(reason.code()).text(evidence);
      case Busy(Duration retryAfter) -> out.array(2).uint(6).uint(retryAfter.toMillis());
      case Unknown(String why) -> out.array(2).uint(7).text(why);
    }
  }

  static NotaryAnswer readFrom(CborReader in) {
    int items = in.array(3);
    long kind = in.uint(7);
    if (items != (kind == 3 || kind == 5 ? 3 : 2)) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return switch ((int) kind) {
      case 1 -> new Final(FinalityProof.readFrom(in));
      case 2 -> new Voided(FinalityProof.readFrom(in));
      case 3 ->
          new Never(
              NeverStatement.readFrom(in),
              Encoding.list(
                  in, kz.digitaltenge.ledger.SignedHead.MEMBERS_MAX, MemberSignature::readFrom));
      case 4 -> new Archived(Encoding.instant(in));
      case 5 -> new Refused(NotaryRefusal.fromCode((int) in.uint(Integer.MAX_VALUE)), in.text(512));
      case 6 -> new Busy(Duration.ofMillis(in.uint(Integer.MAX_VALUE)));
      case 7 -> new Unknown(in.text(512));
      default -> throw in.refusal(Malformed.BAD_VALUE);
    };
  }
}
