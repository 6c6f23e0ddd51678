package kz.digitaltenge.ledger.codec;

import org.jspecify.annotations.Nullable;

/// The only way in which reading bytes fails: they came from outside and are refused.
///
/// Carries no stack trace: a hostile peer must not make us pay for one per message.
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Malformed reason;
  private final int offset;

  /// `offset` counts bytes from the start of the input being read.
  public MalformedException(Malformed reason, int offset) {
    this(reason, offset, null);
  }

  MalformedException(Malformed reason, int offset, @Nullable Throwable cause) {
    super(reason + " at byte " + offset, cause, false, false);
    this.reason = reason;
    this.offset = offset;
  }

  public Malformed reason() {
    return reason;
  }

  public int offset() {
    return offset;
  }
}
