package kz.digitaltenge.app.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Reads in the server's log why it did not start.
final class StartFailure {
  private StartFailure() {}

  /// Where the log ends now; what comes later is about the next start.
  static long endOf(Path log) throws IOException {
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /// What was said since; bytes that are no text do not matter.
  static String since(Path log, long from) throws IOException {
    byte[] all = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
    int start = (int) Math.min(from, all.length);
    return new String(all, start, all.length - start, StandardCharsets.UTF_8);
  }

  /// A killed server's children may need a moment to notice; then it is worth trying again.
  static boolean isPassing(String said) {
    return said.contains("pre-existing shared memory block");
  }

  static Problem explain(String said, Path folder, int port) {
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("no space left on device")) {
      return Problem.of(ErrorCode.DISK_FULL, "path", folder);
    }
    if (words.contains("address already in use") || words.contains("could not bind")) {
      return Problem.of(ErrorCode.PORT_IN_USE, "port", port, "host", "127.0.0.1");
    }
    if (words.contains("unshare")) {
      return Problem.of(
          ErrorCode.STORAGE_FAILED,
          "path",
          folder,
          "reason",
          "the database server does not run as root and this machine has no user namespaces; start"
              + " as another user");
    }
    if (speaksOfDamage(words)) {
      return Problem.of(
          ErrorCode.DATA_FOLDER_CORRUPT, "path", folder, "reason", lastComplaint(said));
    }
    return Problem.of(ErrorCode.STORAGE_FAILED, "path", folder, "reason", lastComplaint(said));
  }

  private static boolean speaksOfDamage(String words) {
    return words.contains("checkpoint record")
        || words.contains("checksum")
        || words.contains("control file")
        || words.contains("pg_control")
        || words.contains("could not read file")
        || words.contains("incompatible with server")
        || words.contains("is not a valid data directory")
        || words.contains("database files are incompatible")
        || words.contains("could not open file")
        || words.contains("could not open directory")
        || words.contains("invalid page")
        || words.contains("invalid data in file");
  }

  /// The first sentence of the highest severity, without time and process.
  private static String lastComplaint(String said) {
    return said.lines()
        .filter(line -> line.contains("PANIC:") || line.contains("FATAL:"))
        .findFirst()
        .map(line -> line.replaceFirst("^.*?(PANIC|FATAL):\\s*", ""))
        .orElse("the database server ended without a reason; see server.log in the folder");
  }
}
