package kz.digitaltenge.ledger.crypto;

/// A provider decides otherwise than we pinned: a process that verified with it would fall out with
/// all others, so it must not start.
public final class ProviderDisagreesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProviderDisagreesException(String message) {
    super(message);
  }
}
