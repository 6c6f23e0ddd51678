package kz.digitaltenge.notary.server;

/// The member's storage refused to read or write. The member stops: it cannot know what is durable.
public final class StorageFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StorageFailedException(String message) {
    super(message);
  }

  StorageFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
