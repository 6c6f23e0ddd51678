package kz.digitaltenge.sdk;

import org.jspecify.annotations.Nullable;

/// The request may have been carried out. Make the same call with the same id again, now or next
/// year: it is never done twice and ends in the same answer. A call without an id is to be looked
/// after by reading what became of it.
public final class OutcomeUnknownException extends CallFailedException {
  private static final long serialVersionUID = 1;

  OutcomeUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
