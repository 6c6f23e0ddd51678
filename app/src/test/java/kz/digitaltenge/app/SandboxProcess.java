package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `dt sandbox` in a process of its own, so that it can be killed.
final class SandboxProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;

  private SandboxProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  /// Starts it and waits until it takes payments.
  static SandboxProcess start(Path data, int port, String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.addAll(List.of("-Ddt.home=" + Path.of("target").toAbsolutePath()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Dt.class.getName()));
    command.addAll(List.of("sandbox", "--data", data.toString(), "--port", Integer.toString(port)));
    command.addAll(List.of(options));
    try {
      var started =
          new SandboxProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
      assertThat(started.readUntil("Ready after")).contains("Ready after");
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As by `kill -9`.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /// As by Ctrl-C.
  ///
  /// @return what it still said
  String stop() throws InterruptedException {
    // Not process.destroy(), which would close what it says on its way out.
    assertThat(process.toHandle().destroy()).isTrue();
    String said = readUntil("Stopped");
    assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Everything up to the line that begins so, or up to the end.
  private String readUntil(String beginning) {
    var lines = new ArrayList<String>();
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.startsWith(beginning)) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join("\n", lines);
  }

  /// The flags of this process that any of ours needs; not those of the test's own agents.
  private static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-Dsurefire"))
        .toList();
  }
}
