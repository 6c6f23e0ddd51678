package kz.digitaltenge.api.error;

/// What the asker may do after an error.
public enum RetryAdvice {
  /// Nothing the asker can change makes this request succeed.
  NEVER,
  /// Nothing was done; a corrected request may succeed.
  AFTER_CORRECTION,
  /// Nothing was done; the same request may succeed after a pause.
  LATER,
  /// Something may have been done: repeat the very same request, with the same payment id. That is
  /// always safe.
  SAME_REQUEST
}
