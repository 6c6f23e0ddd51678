package kz.digitaltenge.gateway;

import java.util.OptionalLong;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes of what a request ends in the answer that goes out, signed and kept.
///
/// An answer that cannot be kept does not go out: whoever asked is told that the outcome is
/// unknown, which binds the bank to nothing, and asks again.
record OutgoingAnswers(SentMessages sent) {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingAnswers.class);

  /// What a request ends in.
  ///
  /// @param audience whom the answer is for
  /// @param isWhole whether the request was read to its end
  /// @param evidence where the request is kept; empty for one that is not
  record Outcome(Reply reply, String audience, boolean isWhole, OptionalLong evidence) {
    static Outcome nobody(Problem problem) {
      return unkept(problem, ApiFields.NOBODY, true);
    }

    static Outcome unkept(Problem problem, String audience, boolean isWhole) {
      return new Outcome(new Reply.Failed(problem), audience, isWhole, OptionalLong.empty());
    }
  }

  /// What goes out.
  ///
  /// @param body of the message, which an answer to HEAD does not have
  record Ready(Answer answer, Bytes body, String signature) {}

  Ready ready(Outcome outcome, Heading heading) {
    Answer told = Answer.of(outcome.reply(), heading.language());
    boolean isRead = heading.isGet() && !(outcome.reply() instanceof Reply.Streamed);
    Answer answer = isRead ? told.read(heading.known()) : told;
    if (outcome.evidence().isEmpty()) {
      return unkept(answer, outcome, heading);
    }
    Bytes body = body(answer, heading);
    try {
      String signature =
          sent.answer(description(answer, body, outcome, heading), outcome.evidence().getAsLong());
      return new Ready(answer, body, signature);
    } catch (PlatformException e) {
      LOG.error("An answer could not be kept: {}", e.problem().forLog());
      return unkept(
          Answer.of(new Reply.Failed(Problem.of(ErrorCode.ANSWER_NOT_KEPT)), heading.language()),
          outcome,
          heading);
    }
  }

  private Ready unkept(Answer answer, Outcome outcome, Heading heading) {
    Bytes body = body(answer, heading);
    return new Ready(answer, body, sent.refusal(description(answer, body, outcome, heading)));
  }

  private static Bytes body(Answer answer, Heading heading) {
    return heading.isHead() ? Bytes.empty() : answer.body();
  }

  private static MessageDescription.Answer description(
      Answer answer, Bytes body, Outcome outcome, Heading heading) {
    String asked = heading.signatures().size() == 1 ? heading.signatures().getFirst() : "";
    return MessageDescription.Answer.to(
        asked,
        outcome.audience(),
        answer.status(),
        new BoundFields(answer.contentType(), "", answer.tag()),
        Hash.sha256(body.trusted()));
  }
}
