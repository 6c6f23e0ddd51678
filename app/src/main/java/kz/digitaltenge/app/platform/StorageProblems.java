package kz.digitaltenge.app.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Puts what the file system says into the words of the error catalogue.
public final class StorageProblems {
  private StorageProblems() {}

  public static Problem of(Path path, IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.toLowerCase(Locale.ROOT).contains("no space left")
        ? Problem.of(ErrorCode.DISK_FULL, "path", path)
        : Problem.of(
            ErrorCode.STORAGE_FAILED,
            "path",
            path,
            "reason",
            e.getClass().getSimpleName() + " " + message);
  }
}
