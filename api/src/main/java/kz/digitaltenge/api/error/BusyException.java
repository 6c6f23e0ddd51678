package kz.digitaltenge.api.error;

import org.jspecify.annotations.Nullable;

/// A queue is full and nothing was done. It has no stack trace: an overloaded process must not
/// spend its time on them.
public final class BusyException extends PlatformException {
  private static final long serialVersionUID = 1;

  BusyException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause, false);
  }
}
