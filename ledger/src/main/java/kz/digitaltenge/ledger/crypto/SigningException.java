package kz.digitaltenge.ledger.crypto;

/// A provider, or the hardware behind it, did not sign or did not take a key of ours.
public final class SigningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SigningException(String message, Throwable cause) {
    super(message, cause);
  }
}
