package kz.digitaltenge.sdk;

import org.jspecify.annotations.Nullable;

/// An answer or a notification is not the bank's, or its certificate is not good, and never will
/// be. Nothing in it is to be believed; what was asked for may have been done.
public final class UntrustedMessageException extends CallFailedException {
  private static final long serialVersionUID = 1;

  UntrustedMessageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  UntrustedMessageException(String message) {
    this(message, null);
  }
}
