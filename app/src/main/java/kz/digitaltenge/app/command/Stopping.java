package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stops what runs in good order when the process is told to end, by Ctrl-C or by the system.
///
/// A kill cannot be heard; then the next start goes on from what is on disk.
public final class Stopping implements AutoCloseable {
  private static final AutoCloseable NOTHING = new Nothing();

  private final PrintWriter out;
  private final Thread hook = new Thread(this::stop, "stopping");
  private final AtomicReference<@Nullable AutoCloseable> running = new AtomicReference<>(NOTHING);

  private Stopping(PrintWriter out) {
    this.out = out;
  }

  public static Stopping onSignal(PrintWriter out) {
    var stopping = new Stopping(out);
    Runtime.getRuntime().addShutdownHook(stopping.hook);
    return stopping;
  }

  /// From now on this is closed at the end.
  public void closing(AutoCloseable part) {
    if (!running.compareAndSet(NOTHING, part)) {
      // The signal came while the part was starting.
      close(part);
    }
  }

  /// Closes now; for a process that ends by itself.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending, and the hook does what is left.
      return;
    }
    closeRunning();
  }

  private void stop() {
    out.println();
    out.println("Stopping ...");
    out.flush();
    closeRunning();
    out.println("Stopped; the next start goes on from here.");
    out.flush();
  }

  private void closeRunning() {
    AutoCloseable part = running.getAndSet(null);
    if (part != null) {
      close(part);
    }
  }

  /// What runs before anything does.
  private record Nothing() implements AutoCloseable {
    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.getLogger(Stopping.class.getName())
          .log(System.Logger.Level.ERROR, "Not everything was stopped in good order", e);
    }
  }
}
