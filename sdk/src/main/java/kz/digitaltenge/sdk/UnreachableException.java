package kz.digitaltenge.sdk;

/// Nobody could be reached; nothing was done.
public final class UnreachableException extends CallFailedException {
  private static final long serialVersionUID = 1;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
