package kz.digitaltenge.app.command;

import java.nio.file.Path;
import kz.digitaltenge.app.platform.DataFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the network keeps its data; every command that deals with a network has this option.
public final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The network's data folder; .dt/sandbox in the project's folder when left out.")
  private @Nullable Path path;

  public DataFolder folder() {
    return path == null ? standard() : new DataFolder(path);
  }

  /// The folder when the option is left out.
  static DataFolder standard() {
    return new DataFolder(project().resolve(".dt").resolve("sandbox"));
  }

  /// Where things that all networks of this machine share are kept.
  public static Path cache() {
    return project().resolve(".dt").resolve("cache");
  }

  /// The project's folder, as the script that started this process found it.
  public static Path project() {
    return Path.of(System.getProperty("dt.home", System.getProperty("user.dir")));
  }
}
