package kz.digitaltenge.node.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the nodes log while a scenario plays, kept from the console.
public final class LogBook {
  private final Logger logger = Logger.getLogger("kz.digitaltenge");
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(record.getMessage());
          }
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };

  LogBook() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  /// Takes out what was logged as an error so far. What nobody takes out fails the scenario.
  public List<String> errors() {
    var taken = List.copyOf(errors);
    errors.clear();
    return taken;
  }
}
