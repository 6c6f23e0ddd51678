package kz.digitaltenge.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.app.platform.StorageProblems;

/// Where log lines go: to files of a data folder while a network runs, nowhere otherwise. The
/// terminal is for results and for the two sentences of an error.
public final class LogFiles {
  private static final String LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n";
  private static final int FILE_BYTES = 10 << 20;
  private static final int FILES = 3;
  static final int STEPS_PER_SECOND = 50;

  /// Libraries that tell every step of their own; held, because a logger that nobody holds forgets
  /// its level.
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("org.flywaydb"),
          Logger.getLogger("com.zaxxer.hikari"),
          Logger.getLogger("io.zonky"));

  /// Files that lines go to.
  public record Open(Logger root, Handler file) implements AutoCloseable {
    @Override
    public void close() {
      root.removeHandler(file);
      file.close();
    }
  }

  /// Lines that bear the name of the request that they are about.
  private static final class Lines extends SimpleFormatter {
    @Override
    public String format(LogRecord line) {
      String text = super.format(line);
      int place = text.indexOf(' ');
      return Trace.current()
          .map(trace -> text.substring(0, place) + " trace=" + trace.id() + text.substring(place))
          .orElse(text);
    }
  }

  /// Steps of requests are told because a caller wishes it, of this bank or another: so many in a
  /// second of a line's own time, or one that wishes it always would drive all else from the files.
  private static final class FewSteps implements Filter {
    private long second;
    private int told;

    @Override
    public synchronized boolean isLoggable(LogRecord line) {
      if (!Trace.class.getName().equals(line.getLoggerName())) {
        return true;
      }
      long now = line.getInstant().getEpochSecond();
      if (now != second) {
        second = now;
        told = 0;
      }
      told++;
      return told <= STEPS_PER_SECOND;
    }
  }

  private LogFiles() {}

  /// To be called before anything logs.
  public static void silence() {
    System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
    TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
  }

  /// Lines go to files in the folder, of limited number and size, until what is returned is closed.
  ///
  /// @param name of the process, in the names of the files
  public static Open openIn(Path folder, String name) {
    return openIn(folder, name, LogFormat.TEXT);
  }

  /// The same, with lines of a format.
  public static Open openIn(Path folder, String name, LogFormat format) {
    try {
      Files.createDirectories(folder);
      var file = new FileHandler(folder.resolve(name) + ".%g.log", FILE_BYTES, FILES, true);
      file.setFormatter(
          switch (format) {
            case TEXT -> new Lines();
            case JSON -> new JsonLines();
          });
      file.setLevel(Level.INFO);
      file.setFilter(new FewSteps());
      Logger root = LogManager.getLogManager().getLogger("");
      root.addHandler(file);
      return new Open(root, file);
    } catch (IOException e) {
      throw StorageProblems.of(folder, e).exception(e);
    }
  }
}
