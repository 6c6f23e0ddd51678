package kz.digitaltenge.api.error;

import org.jspecify.annotations.Nullable;

/// The request was handed over and no answer came: it may have been done. Repeating the same
/// request is always safe.
public final class OutcomeUnknownException extends PlatformException {
  private static final long serialVersionUID = 1;

  OutcomeUnknownException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause, true);
  }
}
