package kz.digitaltenge.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;
import kz.digitaltenge.api.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lines in log files look like.
class LogFilesTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void aLineAboutARequestBearsItsName(@TempDir Path folder) {
    Logger logger = Logger.getLogger("test.lines");
    try (var _ = LogFiles.openIn(folder, "node")) {
      logger.warning("before");
      List<String> done =
          new Trace(ID)
              .during(
                  () -> {
                    logger.warning("meanwhile");
                    return List.of("done");
                  });
      assertThat(done).hasSize(1);
    }

    assertThat(folder.resolve("node.0.log"))
        .content()
        .matches("(?s)\\S+ WARNING test.lines: before\n.*")
        .contains(" trace=" + ID + " WARNING test.lines: meanwhile");
  }
}
