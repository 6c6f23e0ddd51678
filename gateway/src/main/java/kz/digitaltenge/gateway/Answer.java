package kz.digitaltenge.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.ledger.codec.Bytes;

/// What goes back, not signed yet.
///
/// @param contentType empty without a body
/// @param retryAfter what the caller is to wait before it comes again; zero when it need not come
/// @param tag what the body is known by; empty for one that is not read again
record Answer(int status, String contentType, Bytes body, Duration retryAfter, String tag) {
  /// Where nobody knows how long it takes.
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private static final int NOT_MODIFIED = 304;
  private static final String TYPE = "urn:digital-tenge:error:";

  static Answer of(Reply reply, Language language) {
    return switch (reply) {
      case Reply.Done(int status, Object value) ->
          new Answer(status, ApiFields.JSON, Bytes.of(Json.bytes(value)), Duration.ZERO, "");
      case Reply.Told(int status, var value) ->
          new Answer(
              status,
              ApiFields.JSON,
              Bytes.of(Json.bytes(value.apply(language))),
              Duration.ZERO,
              "");
      case Reply.File(String type, Bytes bytes) ->
          new Answer(Reply.OK, type, bytes, Duration.ZERO, "");
      case Reply.RegisterRefused(Problem problem, var faults) ->
          of(problem, language, status(problem.code()), RegisterJson.faults(faults, language));
      case Reply.Streamed _ ->
          new Answer(Reply.OK, ApiFields.EVENTS, Bytes.empty(), Duration.ZERO, "");
      case Reply.Failed(Problem problem) -> of(problem, language, status(problem.code()));
    };
  }

  /// A problem (RFC 9457).
  static Answer of(Problem problem, Language language, int status) {
    return of(problem, language, status, Map.of());
  }

  /// @param more members beside those that every problem has
  private static Answer of(
      Problem problem, Language language, int status, Map<String, Object> more) {
    ErrorCode code = problem.code();
    Map<String, Object> shown =
        Json.object(
            "type", TYPE + code.number(),
            "title", code.category().title(language),
            "status", status,
            "detail", problem.message(language),
            "code", code.name(),
            "number", code.number(),
            "retry", code.retry().name());
    shown.putAll(more);
    return new Answer(
        status,
        ApiFields.PROBLEM,
        Bytes.of(Json.bytes(shown)),
        code.retry() == RetryAdvice.LATER ? problem.lastsFor().orElse(A_MOMENT) : Duration.ZERO,
        "");
  }

  /// To a GET: with its tag, and without the body that the caller has already.
  ///
  /// @param known the values of `If-None-Match`
  Answer read(List<String> known) {
    if (status != Reply.OK) {
      return this;
    }
    EntityTag its = EntityTag.of(body);
    return its.isKnownBy(known)
        ? new Answer(NOT_MODIFIED, "", Bytes.empty(), Duration.ZERO, its.text())
        : new Answer(status, contentType, body, retryAfter, its.text());
  }

  /// As the category has it, where HTTP has no closer word.
  static int status(ErrorCode code) {
    return switch (code) {
      case METHOD_NOT_OFFERED -> 405;
      case RESOURCE_CHANGED -> 412;
      case MESSAGE_TOO_LARGE -> 413;
      case MEDIA_TYPE_NOT_TAKEN -> 415;
      default -> code.category().httpStatus();
    };
  }
}
