package kz.digitaltenge.sdk;

/// The bank said no, under its signature, and nothing was done.
public final class RefusedException extends CallFailedException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.code() + ": " + problem.detail(), null);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /// The stable name of what is wrong, such as `INSUFFICIENT_BALANCE`.
  public String code() {
    return problem.code();
  }
}
