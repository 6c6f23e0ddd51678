package kz.digitaltenge.gateway;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;

/// Answers what is not HTTP enough to become a request: problems like all others, but unsigned, for
/// there is no signature that they could be bound to.
final class TransportFaults {
  private TransportFaults() {}

  static DirectHandlers handlers() {
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values()) {
      handlers.addHandler(type, TransportFaults::answer);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse answer(
      DirectHandler.TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    boolean isOurs = !isNoRequestLine(request, type);
    Status told = isOurs ? status : Status.BAD_REQUEST_400;
    Problem problem = problem(isOurs ? type : EventType.BAD_REQUEST, told);
    Answer answer = Answer.of(problem, Language.EN, told.code());
    return DirectHandler.TransportResponse.builder()
        .status(told)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, answer.contentType())
        .keepAlive(false)
        .entity(answer.body().toArray())
        .build();
  }

  /// The server takes bytes that are no letters in place of a method for a fault of its own.
  private static boolean isNoRequestLine(DirectHandler.TransportRequest request, EventType type) {
    return type == EventType.INTERNAL_ERROR && request.path().isEmpty();
  }

  private static Problem problem(EventType type, Status status) {
    if (status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
      return tooLarge();
    }
    return switch (type) {
      case PAYLOAD_TOO_LARGE -> tooLarge();
      case BAD_REQUEST, FORBIDDEN, HTTP_VERSION_NOT_SUPPORTED ->
          Problem.of(ErrorCode.MALFORMED_MESSAGE, "reason", "it is no HTTP/1.1 request");
      case OTHER ->
          Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The gateway",
              "limit",
              GatewayLimits.REQUESTS_AT_ONCE_MAX);
      case INTERNAL_ERROR -> Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the gateway");
    };
  }

  private static Problem tooLarge() {
    int limit = GatewayLimits.REGISTER_SIZE_MAX_BYTES;
    return BodyReader.tooLarge(limit + 1L, limit).problem();
  }
}
