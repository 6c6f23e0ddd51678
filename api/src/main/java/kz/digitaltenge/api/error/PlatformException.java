package kz.digitaltenge.api.error;

import org.jspecify.annotations.Nullable;

/// Something outside failed, or is refused at a border where only an exception can say so.
///
/// Made by [Problem#exception()], which chooses the class by the code's category: to catch
/// [BusyException] or [OutcomeUnknownException] is to catch the category.
public sealed class PlatformException extends RuntimeException
    permits BusyException, OutcomeUnknownException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  PlatformException(Problem problem, @Nullable Throwable cause, boolean stackTrace) {
    super(problem.message(), cause, true, stackTrace);
    this.problem = problem;
  }

  static PlatformException of(Problem problem, @Nullable Throwable cause) {
    return switch (problem.code().category()) {
      case BUSY -> new BusyException(problem, cause);
      case UNKNOWN_OUTCOME -> new OutcomeUnknownException(problem, cause);
      case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND, UNAVAILABLE, INTERNAL ->
          new PlatformException(problem, cause, true);
    };
  }

  public Problem problem() {
    return problem;
  }

  public ErrorCode code() {
    return problem.code();
  }
}
