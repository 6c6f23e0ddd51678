package kz.digitaltenge.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kz.digitaltenge.api.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What lines in log files look like.
class LogFilesTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void aLineAboutARequestBearsItsName(@TempDir Path folder) {
    Logger logger = Logger.getLogger("test.lines");
    try (var _ = LogFiles.openIn(folder, "node")) {
      logger.warning("before");
      List<String> done =
          new Trace(ID, false)
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

  @Test
  void aRecordIsOneLineOfJsonWhereProgramsCollectThem(@TempDir Path folder) throws IOException {
    Logger logger = Logger.getLogger("test.lines");
    try (var _ = LogFiles.openIn(folder, "node", LogFormat.JSON)) {
      new Trace(ID, false)
          .during(
              () -> {
                logger.log(Level.WARNING, "a \"word\"\nand {0}", "another");
                return List.of();
              });
      logger.log(Level.SEVERE, "a fault", new IllegalStateException("of ours"));
    }

    List<String> lines = Files.readAllLines(folder.resolve("node.0.log"));
    var json = lines.stream().map(JsonMapper.shared()::readTree).toList();
    assertThat(json).hasSize(2);
    assertThat(json.getFirst().get("level").asString()).isEqualTo("WARNING");
    assertThat(json.getFirst().get("logger").asString()).isEqualTo("test.lines");
    assertThat(json.getFirst().get("trace").asString()).isEqualTo(ID);
    assertThat(json.getFirst().get("message").asString()).isEqualTo("a \"word\"\nand another");
    assertThat(Instant.parse(json.getFirst().get("at").asString())).isNotNull();
    assertThat(json.getLast().get("fault").asString())
        .contains("IllegalStateException: of ours", "LogFilesTest");
    assertThat(json.getLast().has("trace")).isFalse();
  }

  @Test
  void stepsThatACallerWantsToldAreFewAndHideNothingElse(@TempDir Path folder) throws IOException {
    Instant noon = Instant.parse("2026-11-29T12:00:00Z");
    try (var log = LogFiles.openIn(folder, "node")) {
      for (int i = 0; i < LogFiles.STEPS_PER_SECOND + 30; i++) {
        log.file().publish(line(Trace.class.getName(), "step", noon));
      }
      log.file().publish(line("test.lines", "a warning", noon));
      log.file().publish(line(Trace.class.getName(), "a second later", noon.plusSeconds(1)));
    }

    List<String> lines = Files.readAllLines(folder.resolve("node.0.log"));
    assertThat(lines).filteredOn(line -> line.endsWith("step")).hasSize(LogFiles.STEPS_PER_SECOND);
    assertThat(lines)
        .anyMatch(line -> line.endsWith("a warning"))
        .anyMatch(line -> line.endsWith("a second later"));
  }

  private static LogRecord line(String logger, String text, Instant at) {
    var line = new LogRecord(Level.INFO, text);
    line.setLoggerName(logger);
    line.setInstant(at);
    return line;
  }
}
