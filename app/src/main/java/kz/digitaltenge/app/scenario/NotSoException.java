package kz.digitaltenge.app.scenario;

/// Something is not as a scenario has it.
final class NotSoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotSoException(String what) {
    super(what);
  }
}
