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
import kz.digitaltenge.ledger.testkit.KeptClasses;

/// A command of `dt` that goes on until it is told to end, in a process of its own, so that it can
/// be killed.
final class DtProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final BufferedReader out;

  private DtProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  /// Starts a sandbox and waits until it takes payments.
  static DtProcess sandbox(Path data, int port, String... options) {
    var words = new ArrayList<>(List.of("sandbox", "--port", Integer.toString(port)));
    words.addAll(List.of(options));
    DtProcess started = begin(data, words.toArray(String[]::new));
    assertThat(started.readUntil("Ready after")).contains("Ready after");
    return started;
  }

  /// Starts a command and does not wait for anything.
  static DtProcess begin(Path data, String... words) {
    var command = new ArrayList<>(Kept.CLASSES.command(List.of(), Dt.class));
    command.addAll(List.of(words));
    command.addAll(List.of("--data", data.toString()));
    try {
      return new DtProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until a role serves.
  void awaitReady() {
    String said = readUntil("READY");
    assertThat(said).contains("READY");
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

  boolean isRunning() {
    return process.isAlive();
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

  /// Made when the first process starts.
  private static final class Kept {
    static final KeptClasses CLASSES =
        KeptClasses.of(Path.of("target", "processes"), flags(), DtRehearsal.class);

    /// The flags of this process that any of ours needs; not those of the test's own agents.
    private static List<String> flags() {
      var flags =
          new ArrayList<>(
              ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                  .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-Dsurefire"))
                  .toList());
      // Each lives for seconds: a start is most of what it costs.
      flags.add("-XX:TieredStopAtLevel=1");
      flags.add("-Ddt.home=" + Path.of("target").toAbsolutePath());
      return flags;
    }
  }
}
