package kz.digitaltenge.adapters.abs.message;

import java.io.Serial;

/// The bytes are not a message that we take.
public final class MalformedIsoException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// @param reason names the place, without the content
  public MalformedIsoException(String reason) {
    super(reason);
  }
}
