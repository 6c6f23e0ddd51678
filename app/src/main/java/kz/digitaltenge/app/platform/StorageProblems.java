package kz.digitaltenge.app.platform;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
        : Problem.of(ErrorCode.STORAGE_FAILED, "path", path, "reason", reason(path, e, message));
  }

  /// The file system's exceptions often say no more than a path; what they are then says the rest.
  private static String reason(Path path, IOException e, String message) {
    return switch (e) {
      case AccessDeniedException _ -> "this user has no right to " + message;
      case NoSuchFileException _ ->
          message.equals(path.toString()) ? "there is no such file" : "there is no " + message;
      case FileAlreadyExistsException _ -> message + " is there already and is no folder";
      case FileSystemException known when known.getReason() != null -> message;
      default ->
          e.getClass().equals(IOException.class)
              ? message
              : e.getClass().getSimpleName() + " " + message;
    };
  }
}
