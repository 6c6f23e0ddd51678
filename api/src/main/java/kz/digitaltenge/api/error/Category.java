package kz.digitaltenge.api.error;

import static org.slf4j.event.Level.DEBUG;
import static org.slf4j.event.Level.ERROR;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import io.grpc.Status;
import org.slf4j.event.Level;

/// Whose fault an error is, and so how each transport shows it and how loudly it is logged.
public enum Category {
  /// The request says something that is not a request.
  INVALID_REQUEST(Status.Code.INVALID_ARGUMENT, 400, DEBUG, RetryAdvice.AFTER_CORRECTION),
  /// The request is understood, and a rule, a limit or an order says no.
  REFUSED(Status.Code.FAILED_PRECONDITION, 422, DEBUG, RetryAdvice.AFTER_CORRECTION),
  /// The asker is not who may ask this.
  DENIED(Status.Code.PERMISSION_DENIED, 403, INFO, RetryAdvice.NEVER),
  NOT_FOUND(Status.Code.NOT_FOUND, 404, DEBUG, RetryAdvice.AFTER_CORRECTION),
  /// A queue is full; nothing was done.
  BUSY(Status.Code.RESOURCE_EXHAUSTED, 429, INFO, RetryAdvice.LATER),
  /// Something outside is away; nothing was done.
  UNAVAILABLE(Status.Code.UNAVAILABLE, 503, WARN, RetryAdvice.LATER),
  /// The request was handed over and no answer came: it may have been done.
  UNKNOWN_OUTCOME(Status.Code.UNKNOWN, 504, WARN, RetryAdvice.SAME_REQUEST),
  /// We are wrong, or our machine is.
  INTERNAL(Status.Code.INTERNAL, 500, ERROR, RetryAdvice.NEVER);

  private final Status.Code grpcStatus;
  private final int httpStatus;
  private final Level logLevel;
  private final RetryAdvice retry;

  Category(Status.Code grpcStatus, int httpStatus, Level logLevel, RetryAdvice retry) {
    this.grpcStatus = grpcStatus;
    this.httpStatus = httpStatus;
    this.logLevel = logLevel;
    this.retry = retry;
  }

  /// What all its errors have in common, for a person.
  public String title(Language language) {
    return Sentences.of(language, name() + ".title");
  }

  public Status.Code grpcStatus() {
    return grpcStatus;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Level logLevel() {
    return logLevel;
  }

  public RetryAdvice retry() {
    return retry;
  }
}
