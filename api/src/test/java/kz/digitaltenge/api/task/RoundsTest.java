package kz.digitaltenge.api.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import org.junit.jupiter.api.Test;

/// Work that is done again and again, on the test's own thread.
class RoundsTest {
  private static final String SILENT = "PEER_SILENT";

  @Test
  void whatFailsAgainAndAgainInOneWayIsToldOnceUntilItChanges() {
    assertThat(told(List.of(SILENT, SILENT, "", "", SILENT, SILENT, "bug", "bug", SILENT)))
        .containsExactly(SILENT, SILENT, "bug", SILENT);
  }

  @Test
  void theyEndWhenTheWorkIsToldToStop() {
    assertThat(told(List.of("", "STOPPING", SILENT))).isEmpty();
  }

  /// What is logged while rounds end in these ways, one after the other.
  private static List<String> told(List<String> ends) {
    var told = new ArrayList<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            String text = line.getMessage();
            told.add(line.getThrown() != null ? line.getThrown().getMessage() : code(text));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Rounds.class.getName());
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      Iterator<String> left = ends.iterator();
      new Rounds("work", Duration.ofSeconds(1), new AtOnce(left), () -> end(left.next())).start();
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    return told;
  }

  private static String code(String text) {
    return text.contains(SILENT) ? SILENT : text;
  }

  private static void end(String how) {
    switch (how) {
      case "" -> {}
      case "bug" -> throw new IllegalStateException("bug");
      default -> throw Problem.of(ErrorCode.valueOf(how), "peer", "X", "part", "X").exception();
    }
  }

  /// Ends when nothing is left to do.
  private record AtOnce(Iterator<String> left) implements Tasks {
    @Override
    public void start(String name, Runnable task) {
      task.run();
    }

    @Override
    public <T> T await(CompletableFuture<T> result, Duration timeout) {
      return result.join();
    }

    @Override
    public void sleep(Duration duration) {
      if (!left.hasNext()) {
        throw Problem.of(ErrorCode.STOPPING, "part", "X").exception();
      }
    }

    @Override
    public <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout) {
      result.complete(otherwise);
    }
  }
}
