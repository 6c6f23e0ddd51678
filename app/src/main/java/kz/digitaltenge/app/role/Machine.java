package kz.digitaltenge.app.role;

import java.time.InstantSource;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.task.Entropy;

/// What a process has once, whatever roles it plays: clock, randomness, signatures, and the few
/// threads that move bytes.
public record Machine(
    InstantSource clock, Entropy entropy, Cryptography cryptography, NetworkThreads threads)
    implements AutoCloseable {
  /// One moves more bytes than four cores can make; where both ends of a connection are in one
  /// process, as in the sandbox, they meet in one thread without waking another.
  private static final int CORES_PER_NETWORK_THREAD = 4;

  /// This machine as it is.
  public static Machine here() {
    return new Machine(
        InstantSource.system(),
        new SystemEntropy(),
        Cryptography.fastest(),
        NetworkThreads.start(networkThreads()));
  }

  private static int networkThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_NETWORK_THREAD);
  }

  /// To be called after everything that uses it is closed.
  @Override
  public void close() {
    threads.close();
  }
}
