package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.List;
import java.util.Optional;

/// A refusal as the gateway tells it (RFC 9457, docs/errors.md of the platform).
///
/// @param status of HTTP
/// @param title what all errors of the category have in common
/// @param detail what happened and what to do, in the client's language
/// @param code keeps its meaning for good; texts may change
/// @param lines of a register that was refused: its first hundred faults
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    int number,
    Retry retry,
    Optional<List<Row>> lines) {
  /// A row of a register that is wrong.
  ///
  /// @param row of the file from 1, in JSON of the lines; 0 for the register as a whole
  /// @param line its name, where it has one
  public record Row(int row, Optional<String> line, String code, int number, String detail) {}

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
