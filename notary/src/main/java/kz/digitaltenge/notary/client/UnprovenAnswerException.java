package kz.digitaltenge.notary.client;

/// What the notary sent does not prove itself. Nothing of it is used.
public final class UnprovenAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnprovenAnswerException(String message) {
    super(message);
  }
}
