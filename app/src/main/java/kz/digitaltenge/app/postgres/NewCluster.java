package kz.digitaltenge.app.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes the data folder of a server that is started for the first time, and has it on disk.
final class NewCluster {
  /// What all have in common.
  static final List<String> TERMS =
      List.of(
          "--auth=scram-sha-256",
          // Iterations slow down guessing; this password is random and too long to guess.
          "--set=scram_iterations=1",
          "--encoding=UTF8",
          "--no-locale",
          "--data-checksums",
          "--no-instructions");

  private final ServerPrograms programs;
  private final Path folder;
  private final Path log;
  private final String user;

  /// @param folder of the server, with the log in which the programs say what they do
  /// @param user who is to own everything
  NewCluster(ServerPrograms programs, Path folder, String user) {
    this.programs = programs;
    this.folder = folder;
    this.log = folder.resolve(EmbeddedServer.LOG);
    this.user = user;
  }

  /// An empty one.
  void initialise(Path data, Path passwordFile) throws IOException, InterruptedException {
    var arguments =
        new ArrayList<>(
            List.of("--pgdata=" + data, "--username=" + user, "--pwfile=" + passwordFile));
    arguments.addAll(TERMS);
    run("initdb", arguments, "");
  }

  /// The same as another that has been stopped in good order, with a password of its own. The
  /// server's identifier is the same, too, which matters to replication alone.
  ///
  /// @param password letters and digits
  void copy(Path from, Path data, String password) throws IOException, InterruptedException {
    Folders.copy(from, data);
    run(
        "postgres",
        List.of(
            "--single",
            "-c",
            "exit_on_error=on",
            "-c",
            "log_min_error_statement=panic",
            "-D",
            data.toString(),
            "postgres"),
        "alter role %s password '%s'\n".formatted(user, password));
    var sync = new ArrayList<>(List.of("--sync-only", "--pgdata=" + data));
    if (Binaries.isLinux()) {
      // One sync of the file system instead of one of each of a thousand files.
      sync.add("--sync-method=syncfs");
    }
    run("initdb", sync, "");
  }

  private void run(String program, List<String> arguments, String input)
      throws IOException, InterruptedException {
    long logged = StartFailure.endOf(log);
    if (programs.run(program, arguments, input) != 0) {
      throw StartFailure.explain(StartFailure.since(log, logged), folder, EmbeddedServer.ANY_PORT)
          .exception();
    }
  }
}
