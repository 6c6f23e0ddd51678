package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.OptionalLong;

/// Some lines of an account's history, newest first.
///
/// @param next ask for what is before it to go on; empty after the oldest line
public record HistoryPart(List<HistoryLine> lines, OptionalLong next) {
  /// Asks for the newest lines.
  public static final long NEWEST = Long.MAX_VALUE;

  public static final int LINES_MAX = 1_000;

  public HistoryPart {
    lines = List.copyOf(lines);
  }
}
