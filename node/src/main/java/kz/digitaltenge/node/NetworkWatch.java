package kz.digitaltenge.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// The network parameters that this process has adopted: a chain from the genesis that it was told
/// to trust, each link signed by the central bank that the link before names, and by its officers
/// where they are needed. Thread-safe.
public final class NetworkWatch implements Supplier<NetworkView> {
  private final SignatureVerifier verifier;

  // Guarded by this; the view is also read without the lock.
  private final List<SignedParameters> chain = new ArrayList<>();
  private volatile NetworkView view;

  private NetworkWatch(SignedParameters genesis, SignatureVerifier verifier) {
    this.verifier = verifier;
    this.chain.add(genesis);
    this.view = NetworkView.genesis(genesis.parameters());
  }

  /// Checks a chain from its genesis on.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_OF_OTHER_NETWORK` when it does not
  ///   begin with the network's genesis, `DATA_FOLDER_CORRUPT` when a link does not hold
  public static NetworkWatch of(
      Hash networkId, List<SignedParameters> chain, SignatureVerifier verifier) {
    if (chain.isEmpty() || !chain.getFirst().isGenesisOf(networkId, verifier)) {
      throw Problem.of(ErrorCode.DATA_OF_OTHER_NETWORK, "path", "the chain of network parameters")
          .exception();
    }
    var watch = new NetworkWatch(chain.getFirst(), verifier);
    for (SignedParameters next : chain.subList(1, chain.size())) {
      if (!watch.adopt(next)) {
        throw Problem.of(
                ErrorCode.DATA_FOLDER_CORRUPT,
                "path",
                "the chain of network parameters",
                "reason",
                fault(next, watch.view.current()))
            .exception();
      }
    }
    return watch;
  }

  private static String fault(SignedParameters next, NetworkParameters before) {
    String epoch = "epoch " + next.parameters().epoch();
    return next.officers().size() < next.officersNeeded(before)
        ? epoch
            + " names other keys of the central bank, and no officers signed it; a network whose"
            + " keys an earlier build replaced is to be founded anew"
        : epoch + " does not follow the one before";
  }

  @Override
  public NetworkView get() {
    return view;
  }

  /// Takes the next parameters into force; false, and nothing changes, when they do not follow.
  public synchronized boolean adopt(SignedParameters next) {
    if (!next.follows(view.current(), verifier)) {
      return false;
    }
    chain.add(next);
    view = view.adopt(next.parameters());
    return true;
  }

  /// Everything adopted so far, from the genesis on.
  public synchronized List<SignedParameters> chain() {
    return List.copyOf(chain);
  }
}
