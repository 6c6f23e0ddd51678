package kz.digitaltenge.api.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Collects warnings and errors of the whole process while it is open.
final class LogWatch implements AutoCloseable {
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(
                entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  LogWatch() {
    Logger.getLogger("").addHandler(handler);
  }

  List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(handler);
  }
}
