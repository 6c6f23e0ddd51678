package kz.digitaltenge.app.role;

import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// A part of a running process that can be stopped and started again while the others go on.
///
/// Any thread may call; [#stop] and [#start] wait for each other.
public final class Replaceable<T extends AutoCloseable> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Replaceable.class.getName());

  private final String name;
  private final Supplier<T> starting;

  // Guarded by this object's monitor.
  private boolean closed;
  private volatile @Nullable T running;

  private Replaceable(String name, Supplier<T> starting) {
    this.name = name;
    this.starting = starting;
  }

  /// Starts a part.
  ///
  /// @param name what it is called when it is asked for and does not run
  public static <T extends AutoCloseable> Replaceable<T> start(String name, Supplier<T> starting) {
    var part = new Replaceable<>(name, starting);
    part.start();
    return part;
  }

  /// The part as it runs now.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `STOPPING` while it does not
  public T get() {
    T part = running;
    if (part == null) {
      throw Problem.of(ErrorCode.STOPPING, "part", name).exception();
    }
    return part;
  }

  /// Starts it again; nothing happens when it runs, or when the whole was closed.
  public synchronized void start() {
    if (running == null && !closed) {
      running = starting.get();
    }
  }

  /// Stops it; nothing happens when it does not run.
  public synchronized void stop() {
    T part = running;
    running = null;
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, name + " did not close", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}
