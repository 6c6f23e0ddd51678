package kz.digitaltenge.app.demo;

/// A line as the file has it.
sealed interface RawLine {
  long number();

  record Text(long number, String text) implements RawLine {}

  /// A line that is not text, or too much of it.
  record Unreadable(long number, String reason) implements RawLine {}
}
