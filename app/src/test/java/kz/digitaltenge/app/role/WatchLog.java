package kz.digitaltenge.app.role;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// What a [CertificateWatch] logs, put into a list and nowhere else until this is closed.
final class WatchLog extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger(CertificateWatch.class.getName());
  private final List<String> lines;

  private WatchLog(List<String> lines) {
    this.lines = lines;
  }

  static WatchLog into(List<String> lines) {
    var log = new WatchLog(lines);
    log.logger.addHandler(log);
    log.logger.setUseParentHandlers(false);
    return log;
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(new SimpleFormatter().formatMessage(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
