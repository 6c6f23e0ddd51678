package kz.digitaltenge.app.role;

import java.time.InstantSource;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.task.Entropy;

/// What a process has once, whatever roles it plays: clock, randomness, signatures, and the few
/// threads that move bytes.
public record Machine(
    InstantSource clock, Entropy entropy, Cryptography cryptography, NetworkThreads threads)
    implements AutoCloseable {
  /// One moves more bytes than two cores can make; the second keeps a long write from delaying
  /// everybody.
  private static final int NETWORK_THREADS = 2;

  /// This machine as it is.
  public static Machine here() {
    return new Machine(
        InstantSource.system(),
        new SystemEntropy(),
        Cryptography.fastest(),
        NetworkThreads.start(NETWORK_THREADS));
  }

  /// To be called after everything that uses it is closed.
  @Override
  public void close() {
    threads.close();
  }
}
