package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Shows what went wrong in the two sentences of the error catalogue, never as a stack trace; with
/// `--json` as an object on the standard output.
public final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    return show(problem(failure), command);
  }

  @Override
  public int handleParseException(CommandLine.ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(failure.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println("Try: ./" + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /// Shows a problem the way that the command's options ask for.
  public static int show(Problem problem, CommandLine command) {
    if (wantsJson(command)) {
      command.getOut().println(Json.of(Json.of(problem)));
      command.getOut().flush();
    } else {
      PrintWriter err = command.getErr();
      err.println(problem.whatHappened());
      err.println(problem.whatToDo());
      err.flush();
    }
    return ExitCode.of(problem);
  }

  private static boolean wantsJson(CommandLine command) {
    var option = command.getCommandSpec().findOption("--json");
    return option != null && Boolean.TRUE.equals(option.getValue());
  }

  private static Problem problem(Exception failure) {
    if (failure instanceof PlatformException known) {
      LOG.debug("The command failed", failure);
      return known.problem();
    }
    // A command that is over in a moment keeps no log; what nobody expected is worth one.
    Path folder = DataOption.project().resolve(".dt").resolve("log");
    try (LogFiles.Open _ = LogFiles.openIn(folder, "commands")) {
      LOG.error("The command failed", failure);
    }
    return Problem.of(
        ErrorCode.INTERNAL_FAULT, "part", "the command (its log is in %s)".formatted(folder));
  }
}
