package kz.digitaltenge.notary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An acknowledgement waits until the consensus log was forced to disk: seen in the system calls of
/// a member in a process of its own, and by letting those calls fail.
class ForcedWritesTest {

  private static final int REQUESTS = 5;

  @TempDir Path folder;

  @BeforeAll
  static void traceable() throws InterruptedException {
    boolean traces = traces();
    if (!traces) {
      System.err.println(
          "NOT TESTED: that answers wait for forced writes. Install strace (apt-get install strace)"
              + " and allow it to trace.");
    }
    Assumptions.assumeTrue(traces, "strace is missing or may not trace: apt-get install strace");
  }

  private static boolean traces() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void everyAnswerComesAfterAForcedWrite() throws Exception {
    Path trace = folder.resolve("trace");
    Run run = run(trace, List.of("-e", "trace=fdatasync,fsync,write"), REQUESTS);
    assertThat(run.output()).contains("final " + (REQUESTS - 1));
    List<String> calls = Files.readAllLines(trace);
    for (int i = 0; i < REQUESTS; i++) {
      int asked = indexOf(calls, "\"ask " + i);
      int answered = indexOf(calls, "\"final " + i);
      assertThat(asked).as(run.output()).isNotNegative();
      assertThat(calls.subList(asked, answered))
          .as("system calls between request %d and its answer", i)
          .anyMatch(call -> call.contains("fdatasync") && call.endsWith("= 0"));
    }
  }

  @Test
  void aMemberThatCannotForceItsLogStopsAndAcknowledgesNothingMore() throws Exception {
    // Each thread's calls are counted for themselves; of all threads only the log's writes this
    // often.
    Run run =
        run(
            folder.resolve("trace"),
            List.of("-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=12+"),
            200);
    List<String> lines = run.output().lines().toList();
    long finals = lines.stream().filter(line -> line.startsWith("final ")).count();
    assertThat(finals).as(run.output()).isBetween(1L, 12L);
    assertThat(lines.getLast())
        .startsWith("stopped: The consensus log cannot be written")
        .contains("This member of the notary stops");
  }

  private record Run(String output) {}

  private Run run(Path trace, List<String> options, int requests)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", trace.toString()));
    command.addAll(options);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ForcedWritesProbe.class.getName(),
            folder.resolve("data").toString(),
            Integer.toString(requests)));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    return new Run(said);
  }

  private static int indexOf(List<String> calls, String text) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).contains(text)) {
        return i;
      }
    }
    return -1;
  }
}
