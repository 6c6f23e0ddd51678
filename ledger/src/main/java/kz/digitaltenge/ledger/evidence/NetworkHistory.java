package kz.digitaltenge.ledger.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// The parameters of a network from its genesis on, verified: evidence is judged by those of its
/// own epoch, however long ago that was.
public final class NetworkHistory {
  private final Hash networkId;
  private final List<NetworkParameters> epochs;

  private NetworkHistory(Hash networkId, List<NetworkParameters> epochs) {
    this.networkId = networkId;
    this.epochs = epochs;
  }

  /// Empty when the chain is none: the first is not the genesis of `networkId`, or one does not
  /// follow the one before.
  public static Optional<NetworkHistory> of(
      Hash networkId, List<SignedParameters> chain, SignatureVerifier verifier) {
    if (chain.isEmpty() || !chain.getFirst().isGenesisOf(networkId, verifier)) {
      return Optional.empty();
    }
    var epochs = new ArrayList<NetworkParameters>();
    for (SignedParameters next : chain) {
      if (!epochs.isEmpty() && !next.follows(epochs.getLast(), verifier)) {
        return Optional.empty();
      }
      epochs.add(next.parameters());
    }
    return Optional.of(new NetworkHistory(networkId, List.copyOf(epochs)));
  }

  public Hash networkId() {
    return networkId;
  }

  Optional<NetworkParameters> at(int epoch) {
    return epoch >= 1 && epoch <= epochs.size()
        ? Optional.of(epochs.get(epoch - 1))
        : Optional.empty();
  }

  /// The network as nodes knew it while transactions of `epoch` counted.
  List<NetworkView> viewsDuring(int epoch) {
    var views = new ArrayList<NetworkView>();
    for (int current = epoch; current <= epoch + 1; current++) {
      Optional<NetworkParameters> before = at(current - 1);
      at(current).ifPresent(in -> views.add(new NetworkView(networkId, in, before)));
    }
    return views;
  }
}
