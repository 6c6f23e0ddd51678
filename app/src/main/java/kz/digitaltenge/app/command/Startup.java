package kz.digitaltenge.app.command;

import java.lang.management.ManagementFactory;

/// How long this process has been running.
final class Startup {
  private Startup() {}

  /// From the launch of the JVM, so that loading it counts.
  static long millisSinceLaunch() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }
}
