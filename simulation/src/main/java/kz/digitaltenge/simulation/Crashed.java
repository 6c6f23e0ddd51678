package kz.digitaltenge.simulation;

/// Unwinds a task whose process is no more, or whose simulation is over. An error, so that no flow
/// takes it for a failure it could deal with.
final class Crashed extends Error {
  private static final long serialVersionUID = 1L;

  Crashed() {
    super("the process has crashed", null, false, false);
  }
}
