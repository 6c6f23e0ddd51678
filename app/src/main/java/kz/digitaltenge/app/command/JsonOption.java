package kz.digitaltenge.app.command;

import picocli.CommandLine.Option;

/// Whether the result is for a machine.
public final class JsonOption {
  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean wanted;

  public boolean isWanted() {
    return wanted;
  }
}
