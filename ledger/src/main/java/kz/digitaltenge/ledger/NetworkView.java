package kz.digitaltenge.ledger;

import java.util.Optional;
import kz.digitaltenge.ledger.crypto.Hash;

/// The network as a node knows it now: its name, the parameters in force, and the ones before while
/// they still count.
public record NetworkView(
    Hash networkId, NetworkParameters current, Optional<NetworkParameters> previous) {
  public static NetworkView genesis(NetworkParameters parameters) {
    return new NetworkView(parameters.hash(), parameters, Optional.empty());
  }

  /// The view after adopting `next`; an urgent change ends the epoch before it at once.
  public NetworkView adopt(NetworkParameters next) {
    return new NetworkView(
        networkId, next, next.urgent() ? Optional.empty() : Optional.of(current));
  }

  /// The parameters of `epoch`, if transactions made under them still count.
  public Optional<NetworkParameters> at(int epoch) {
    return epoch == current.epoch()
        ? Optional.of(current)
        : previous.filter(parameters -> parameters.epoch() == epoch);
  }
}
