package kz.digitaltenge.app.command;

import java.util.Locale;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Option;

/// How a process writes its log.
public final class LogOption {
  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description =
          "How lines in log files look: for people, or a JSON object each. text if left out.")
  private String format = "text";

  /// Opens the log of a process.
  ///
  /// @param name of the process, in the names of the files
  public LogFiles.Open open(DataFolder folder, String name) {
    return LogFiles.openIn(folder.log(), name, format());
  }

  private LogFormat format() {
    return switch (format.strip().toLowerCase(Locale.ROOT)) {
      case "text" -> LogFormat.TEXT;
      case "json" -> LogFormat.JSON;
      default -> throw TypedText.malformed("--log-format", "it is neither text nor json");
    };
  }
}
