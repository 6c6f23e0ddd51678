package kz.digitaltenge.testing.fault;

import static java.lang.Math.max;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A role of the network as a process that can be killed and started again. Used by one thread, but
/// for [#runs()].
final class RoleProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration REACH_TIMEOUT = Duration.ofSeconds(30);
  private static final String ENDED = "ENDED";
  private static final int LOG_LINES_TOLD = 40;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;

  /// What this life of the process said; each life has a queue, as the end of one may be heard
  /// late.
  private BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private final List<String> others = new ArrayList<>();
  private volatile Optional<Process> process = Optional.empty();

  /// @param log where the process writes its log, attached to what every life of it says
  RoleProcess(
      List<String> arguments, Map<String, String> environment, Path log, List<String> flags) {
    var line = new ArrayList<>(RoleClasses.command(flags, RoleMain.class));
    line.addAll(arguments);
    this.command = List.copyOf(line);
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  /// Starts the process; [#awaitReady()] waits for it.
  void begin() {
    var builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Process started = builder.start();
      process = Optional.of(started);
      var heard = new LinkedBlockingQueue<String>();
      said = heard;
      var _ = Thread.ofVirtual().start(() -> listen(started, heard));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    await(RoleMain.READY, START_TIMEOUT);
  }

  void start() {
    begin();
    awaitReady();
  }

  /// SIGKILL: the process gets no chance to do anything more.
  void kill() {
    Process running = running();
    running.destroyForcibly();
    running.onExit().join();
    process = Optional.empty();
  }

  /// SIGSTOP: it stands still and keeps its connections.
  void freeze() {
    signal("-STOP");
  }

  /// SIGCONT after [#freeze()].
  void thaw() {
    signal("-CONT");
  }

  private void signal(String which) {
    try {
      int status =
          new ProcessBuilder("kill", which, String.valueOf(pid())).inheritIO().start().waitFor();
      assertThat(status).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isRunning() {
    return runs().isPresent();
  }

  /// The number of the process while it runs; may be asked from any thread.
  Optional<Long> runs() {
    return process.filter(Process::isAlive).map(Process::pid);
  }

  long pid() {
    return running().pid();
  }

  /// Has the process stand still when it comes to the place.
  void stretch(String place) {
    tell(RoleMain.STRETCH + place);
    await(RoleMain.STRETCH + place, REACH_TIMEOUT);
  }

  void awaitReached(String place) {
    await(RoleMain.REACHED + place, REACH_TIMEOUT);
  }

  /// Lets it go on.
  void release() {
    tell(RoleMain.RELEASE);
    await(RoleMain.RELEASE, REACH_TIMEOUT);
  }

  /// Sets a member's clock so far ahead of this machine's, or behind it.
  void setClockOff(Duration off) {
    tell(RoleMain.CLOCK + off);
    await(RoleMain.CLOCK + off, REACH_TIMEOUT);
  }

  /// The process ends by itself, with one sentence why.
  String awaitFailure(Duration timeout) {
    String why = await("FAILED ", timeout);
    running().onExit().join();
    process = Optional.empty();
    return why;
  }

  @Override
  public void close() {
    if (process.isPresent()) {
      kill();
    }
  }

  private Process running() {
    return process.orElseThrow(() -> new IllegalStateException("It does not run: " + command));
  }

  private void tell(String line) {
    try {
      var out = running().getOutputStream();
      out.write((line + "\n").getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String await(String beginning, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    others.clear();
    try {
      while (true) {
        String line = said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertThat(line)
            .withFailMessage(
                () -> "No '%s' within %s. %s".formatted(beginning, timeout, lastWords()))
            .isNotNull();
        if (line.startsWith(beginning)) {
          return line;
        }
        assertThat(line)
            .withFailMessage(() -> "It ended before '%s'. %s".formatted(beginning, lastWords()))
            .isNotEqualTo(ENDED);
        others.add(line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The log goes with the test's folder, so a failure tells its end.
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "It said %s, status %s; %s ends:%n%s"
          .formatted(
              others,
              process.filter(ended -> !ended.isAlive()).map(Process::exitValue),
              log.getFileName(),
              String.join(
                  "\n", lines.subList(max(0, lines.size() - LOG_LINES_TOLD), lines.size())));
    } catch (IOException e) {
      return "Its log cannot be read: " + e.getMessage();
    }
  }

  private static void listen(Process started, BlockingQueue<String> heard) {
    try (BufferedReader in = started.inputReader(UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
      }
    } catch (IOException _) {
      // It was killed in the middle of a line.
    }
    heard.add(ENDED);
  }
}
