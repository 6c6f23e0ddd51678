package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import kz.digitaltenge.app.sandbox.StartReport;

/// A line for each part that is ready.
final class StartLines implements StartReport {
  private final PrintWriter out;

  StartLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void doing(String what) {
    out.println("  " + what + " ...");
    out.flush();
  }

  @Override
  public synchronized void done(String what, Duration took) {
    out.printf("  %-62s %6.2f s%n", what, took.toMillis() / 1000.0);
    out.flush();
  }
}
