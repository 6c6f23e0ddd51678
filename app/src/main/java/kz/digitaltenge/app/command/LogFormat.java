package kz.digitaltenge.app.command;

/// How a line in a log file looks.
public enum LogFormat {
  /// For people.
  TEXT,
  /// An object of JSON, for programs that collect lines.
  JSON
}
