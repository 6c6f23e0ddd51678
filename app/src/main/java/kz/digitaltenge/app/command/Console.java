package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.util.Objects;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Where a command's results and errors go; mixed into every command.
public final class Console {
  // picocli sets it before the command runs.
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Tell what this command does.")
  private boolean helpWanted;

  /// Whether this is a question about the command only; picocli has answered it then.
  public boolean isHelpWanted() {
    return helpWanted;
  }

  /// For results.
  public PrintWriter out() {
    return command().getOut();
  }

  /// For progress and errors.
  public PrintWriter err() {
    return command().getErr();
  }

  /// Shows a problem as the command's options ask for, and tells the exit code.
  public int show(Problem problem) {
    return Failures.show(problem, command());
  }

  /// Prints a value as JSON.
  public void json(Object value) {
    out().println(Json.of(value));
    out().flush();
  }

  /// The command that this is mixed into.
  public CommandLine command() {
    return Objects.requireNonNull(command).commandLine();
  }
}
