package kz.digitaltenge.app.command;

import picocli.CommandLine.Option;

/// Whether the result is for a machine.
public final class JsonOption {
  @Option(names = "--json", description = "Print JSON instead of text: one object, or one a line.")
  private boolean wanted;

  public boolean isWanted() {
    return wanted;
  }
}
