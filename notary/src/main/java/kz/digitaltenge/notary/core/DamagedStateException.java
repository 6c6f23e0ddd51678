package kz.digitaltenge.notary.core;

/// What was read back from the member's own store is not what was written: the member stops instead
/// of answering from it.
public final class DamagedStateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DamagedStateException(String message) {
    super(message);
  }
}
