package kz.digitaltenge.app.command;

import kz.digitaltenge.api.error.Category;
import kz.digitaltenge.api.error.Problem;

/// How a command ends, for whoever called it.
public final class ExitCode {
  /// All is well.
  public static final int OK = 0;

  /// Refused or failed: nothing was done, or what was checked does not hold.
  public static final int FAILED = 1;

  /// The command line is not understood.
  public static final int USAGE = 2;

  /// It may have been done; repeating the same command is safe and tells.
  public static final int UNKNOWN = 3;

  /// What could be checked holds, and something could not be checked.
  public static final int INCOMPLETE = 4;

  private ExitCode() {}

  static int of(Problem problem) {
    return problem.code().category() == Category.UNKNOWN_OUTCOME ? UNKNOWN : FAILED;
  }
}
