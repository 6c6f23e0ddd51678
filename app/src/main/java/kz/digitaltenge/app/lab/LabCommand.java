package kz.digitaltenge.app.lab;

import kz.digitaltenge.app.command.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/// Experiments that spoil a sandbox.
@Command(
    name = "lab",
    description = {
      "Experiments on a running sandbox: has one of its banks cheat with its own valid keys, so"
          + " that",
      "you can see who finds it out, and how. Each spoils that sandbox for good."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt lab inflate --bank EURIKZKA 1000000 --spoil",
    subcommands = InflateCommand.class)
public final class LabCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(console.command(), "An experiment is missing: inflate.");
  }
}
