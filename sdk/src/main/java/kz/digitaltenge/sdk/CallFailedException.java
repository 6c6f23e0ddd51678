package kz.digitaltenge.sdk;

import org.jspecify.annotations.Nullable;

/// A call that did not end in an answer of the kind that was asked for. Which of the five it is
/// tells what may have been done.
public abstract sealed class CallFailedException extends RuntimeException
    permits RefusedException,
        UnreachableException,
        OutcomeUnknownException,
        UntrustedMessageException,
        CertificateStatusUnknownException {
  private static final long serialVersionUID = 1;

  CallFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
