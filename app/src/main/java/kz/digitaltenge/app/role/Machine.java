package kz.digitaltenge.app.role;

import java.time.InstantSource;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.observe.Meters;

/// What a process has once, whatever roles it plays: clocks, randomness, signatures, and the few
/// threads that move bytes.
///
/// @param clock of everything that others compare with theirs: windows, signatures, certificates
/// @param businessClock of the operational day, calendar, conversions and limits; the same, but for
///   a sandbox where people move it
/// @param meters where all roles of the process count
/// @param renewals takes certificates' successors while the process runs
public record Machine(
    InstantSource clock,
    InstantSource businessClock,
    Entropy entropy,
    Cryptography cryptography,
    NetworkThreads threads,
    Meters meters,
    TlsRenewals renewals)
    implements AutoCloseable {
  /// One moves more bytes than four cores can make; where both ends of a connection are in one
  /// process, as in the sandbox, they meet in one thread without waking another.
  private static final int CORES_PER_NETWORK_THREAD = 4;

  /// With one clock for everything.
  public Machine(
      InstantSource clock, Entropy entropy, Cryptography cryptography, NetworkThreads threads) {
    this(clock, clock, entropy, cryptography, threads, new Meters(), TlsRenewals.start());
  }

  /// This machine as it is.
  public static Machine here() {
    return new Machine(
        InstantSource.system(),
        new SystemEntropy(),
        Cryptography.fastest(),
        NetworkThreads.start(networkThreads()));
  }

  /// The same with business at another time; only one of the two is to be closed.
  public Machine withBusinessAt(InstantSource business) {
    return new Machine(clock, business, entropy, cryptography, threads, meters, renewals);
  }

  private static int networkThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_NETWORK_THREAD);
  }

  /// To be called after everything that uses it is closed.
  @Override
  public void close() {
    renewals.close();
    threads.close();
  }
}
