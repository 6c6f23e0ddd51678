package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/// A refusal as the gateway tells it (RFC 9457, docs/errors.md of the platform).
///
/// @param status of HTTP
/// @param title what all errors of the category have in common
/// @param detail what happened and what to do, in the client's language
/// @param code keeps its meaning for good; texts may change
public record Problem(
    String type, String title, int status, String detail, String code, int number, Retry retry) {
  /// What the asker may do.
  public enum Retry {
    NEVER,
    AFTER_CORRECTION,
    /// Nothing was done; the same may succeed later.
    LATER,
    /// It may have been done; repeat the same with the same id.
    SAME_REQUEST,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }
}
