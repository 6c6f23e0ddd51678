package kz.digitaltenge.api.stream;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Silences the log of a class while a test provokes it.
final class ExpectedErrors implements AutoCloseable {
  private final Logger logger;

  ExpectedErrors(Class<?> where) {
    logger = Logger.getLogger(where.getName());
    logger.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    logger.setLevel(null);
  }
}
