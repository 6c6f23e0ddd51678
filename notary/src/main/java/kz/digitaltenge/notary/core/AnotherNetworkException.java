package kz.digitaltenge.notary.core;

/// The state on disk was founded by another network's genesis parameters.
public final class AnotherNetworkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AnotherNetworkException(String message) {
    super(message);
  }
}
