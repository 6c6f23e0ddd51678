package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.OptionalLong;

/// Some lines of a list that is looked through, newest first unless the list says otherwise.
///
/// @param next ask for what is before it to go on; empty when nothing is left. A part may be short
///   or empty and still have a next one: so much is looked at for one part and no more
public record ListPart<T>(List<T> lines, OptionalLong next) {
  /// Asks for the newest lines.
  public static final long NEWEST = Long.MAX_VALUE;

  public static final int LINES_MAX = 1_000;

  public ListPart {
    lines = List.copyOf(lines);
  }

  /// Nothing, and nothing after it.
  public static <T> ListPart<T> empty() {
    return new ListPart<>(List.of(), OptionalLong.empty());
  }
}
