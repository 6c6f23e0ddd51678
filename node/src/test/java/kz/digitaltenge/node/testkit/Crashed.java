package kz.digitaltenge.node.testkit;

/// Unwinds whatever ran in a process that has crashed. An error, so that no recovery in the code
/// under test takes it for a failure to deal with.
public final class Crashed extends Error {
  private static final long serialVersionUID = 1;

  Crashed() {
    super("the process has crashed", null, false, false);
  }
}
