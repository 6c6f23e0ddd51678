package kz.digitaltenge.app.api;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A stretch of time that narrows a list.
public final class TimeOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Not before this time, such as 2026-12-01T00:00:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Before this time.")
  private @Nullable String to;

  /// A list of what is in it.
  public Listing on(Listing all) {
    return all.with("from", from).with("to", to);
  }
}
