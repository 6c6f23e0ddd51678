package kz.digitaltenge.testing.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The working tree as text files; what a build or an editor leaves behind is not part of it.
final class Repository {
  private static final Set<String> NOT_OURS = Set.of(".git", ".idea", ".vscode", "target", "data");

  static final Path ROOT = root();

  private Repository() {}

  /// A text file; `path` is relative to the repository's root, with forward slashes.
  record TextFile(String path, String text) {
    List<String> lines() {
      return text.lines().toList();
    }

    @Override
    public String toString() {
      return path;
    }
  }

  static TextFile file(String path) {
    try {
      return new TextFile(path, Files.readString(ROOT.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<TextFile> files(String suffix) {
    try (Stream<Path> paths = Files.walk(ROOT)) {
      return paths
          .filter(path -> path.toString().endsWith(suffix))
          .map(ROOT::relativize)
          .filter(Repository::isOurs)
          .map(path -> file(path.toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Files of more than so many bytes: fetched programs and data do not belong in the history.
  static List<Path> filesOver(long bytes) {
    try (Stream<Path> paths = Files.walk(ROOT)) {
      return paths
          .filter(path -> isOurs(ROOT.relativize(path)))
          .filter(path -> Files.isRegularFile(path) && path.toFile().length() > bytes)
          .map(ROOT::relativize)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path path) {
    if (path.startsWith(".dt")) {
      return false;
    }
    for (Path part : path) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("the tests run outside the repository");
      }
      folder = parent;
    }
    return folder;
  }
}
