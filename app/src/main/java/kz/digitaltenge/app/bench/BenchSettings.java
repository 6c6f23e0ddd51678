package kz.digitaltenge.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kz.digitaltenge.app.sandbox.NetworkPlan;

/// How to measure.
///
/// @param folder empty; everything measured is written here
/// @param cache where the database's programs are unpacked
/// @param port the first of the ports to use
/// @param warmUp before each window
/// @param window what is measured
/// @param repeats how often each rate of an open loop is measured
/// @param notaries members of the notary in the standard part
/// @param scale how much of everything
record BenchSettings(
    Path folder,
    Path cache,
    int port,
    Duration warmUp,
    Duration window,
    int repeats,
    int notaries,
    Scale scale) {
  /// Two networks, and two for each of two notaries that are measured alone.
  static final int PORTS = 2 * NetworkPlan.PORTS + 4;

  /// The first port of a network, from 0.
  int networkPort(int network) {
    return port + network * NetworkPlan.PORTS;
  }

  /// The first of two ports of a notary that is measured alone, from 0.
  int notaryPort(int notary) {
    return port + 2 * NetworkPlan.PORTS + 2 * notary;
  }

  /// How much of everything.
  ///
  /// @param banks of each network
  /// @param customers of each bank, in parts that do not count tokens
  /// @param rounds of a comparison; each measures every arm once, for half a window
  /// @param moves what the oldest tokens have behind them
  /// @param tokensFew live tokens of the small network
  /// @param tokensMany of the large one
  /// @param notaryTokens live tokens of the large notary that is measured alone
  /// @param rates of the sweep, a second
  /// @param rate of the runs with outages and of the long run, a second; 0 lets the platform's top
  ///   rate decide
  /// @param registerLines of the register that is paid
  /// @param outage how long a part is away
  /// @param longRun how long the long run is
  /// @param period the long run is told by; its first and last are compared
  record Scale(
      int banks,
      int customers,
      int rounds,
      int moves,
      int tokensFew,
      int tokensMany,
      long notaryTokens,
      List<Integer> rates,
      int rate,
      int registerLines,
      Duration outage,
      Duration longRun,
      Duration period) {
    /// Customers of each bank who compete with themselves.
    int rivals() {
      return Math.max(1, customers / 8);
    }

    Scale {
      rates = List.copyOf(rates);
    }
  }
}
