package kz.digitaltenge.app.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the server's programs. They refuse to run as root, so root runs them in a user namespace of
/// its own, where it is nobody in particular and its files stay its own.
final class ServerPrograms {
  private static final long SHORT_RUN_SECONDS = 120;

  private final Binaries binaries;
  private final Path log;

  ServerPrograms(Binaries binaries, Path log) {
    this.binaries = binaries;
    this.log = log;
  }

  /// Starts a program and leaves it running; what it says goes to the log.
  Process start(String program, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(binaries.program(program).toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    return builder.start();
  }

  /// Runs a program to its end.
  ///
  /// @param input what it reads
  /// @return its exit status
  int run(String program, List<String> arguments, String input)
      throws IOException, InterruptedException {
    Process process = start(program, arguments);
    try (var words = process.outputWriter(US_ASCII)) {
      words.write(input);
    } catch (IOException _) {
      // It ended before it read all; its status says what became of it.
    }
    if (!process.waitFor(SHORT_RUN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(program + " did not end within " + SHORT_RUN_SECONDS + " s");
    }
    return process.exitValue();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root") && !Binaries.isWindows();
  }
}
