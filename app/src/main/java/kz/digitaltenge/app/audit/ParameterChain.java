package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// The network parameters from the genesis on, each link checked: the one thing that an audit takes
/// as given is the genesis, for its hash is the network's name.
final class ParameterChain {
  private final List<SignedParameters> links;
  private final Hash networkId;

  private ParameterChain(List<SignedParameters> links) {
    this.links = List.copyOf(links);
    this.networkId = links.getFirst().parameters().hash();
  }

  /// The longest good beginning of the links.
  ///
  /// @param links at least the genesis
  static ParameterChain checked(
      List<SignedParameters> links, SignatureVerifier verifier, AuditNotes notes) {
    Spot store = notes.store("parameters");
    SignedParameters genesis = links.getFirst();
    store
        .row("epoch 1")
        .require(
            genesis.isGenesisOf(genesis.parameters().hash(), verifier),
            "the genesis does not bear the central bank's signature");
    var good = new ArrayList<>(List.of(genesis));
    notes.checked("parameters");
    for (SignedParameters link : links.subList(1, links.size())) {
      Spot spot = store.row("epoch " + link.parameters().epoch());
      if (!spot.require(
          link.follows(good.getLast().parameters(), verifier),
          "the parameters do not follow those before them under the central bank's signature")) {
        break;
      }
      good.add(link);
      notes.checked("parameters");
    }
    return new ParameterChain(good);
  }

  List<SignedParameters> all() {
    return links;
  }

  Hash networkId() {
    return networkId;
  }

  NetworkParameters genesis() {
    return links.getFirst().parameters();
  }

  NetworkParameters newest() {
    return links.getLast().parameters();
  }

  Optional<SignedParameters> link(int epoch) {
    return epoch >= 1 && epoch <= links.size()
        ? Optional.of(links.get(epoch - 1))
        : Optional.empty();
  }

  Optional<NetworkParameters> at(int epoch) {
    return link(epoch).map(SignedParameters::parameters);
  }

  /// Everybody who was a member of the notary in some epoch.
  Set<NotaryMember> members() {
    return links.stream()
        .flatMap(link -> link.parameters().notary().stream())
        .collect(Collectors.toSet());
  }

  /// The keys that sign heads in an epoch; none when the epoch is not known.
  Map<String, PublicKey> headKeys(int epoch) {
    return at(epoch).map(NetworkParameters::headKeys).orElse(Map.of());
  }

  Optional<PublicKey> identity(int epoch, NodeId node) {
    return at(epoch)
        .flatMap(parameters -> parameters.participant(node))
        .map(Participant::identityKey);
  }

  /// The network as somebody saw it who made a transaction in one epoch and shows heads of another.
  Optional<NetworkView> view(int epoch, int headEpoch) {
    return at(epoch)
        .map(
            current ->
                new NetworkView(
                    networkId, current, epoch == headEpoch ? Optional.empty() : at(headEpoch)));
  }

  /// Compares parameters that somebody keeps with the link of their epoch.
  void requireSame(Spot spot, int epoch, Bytes kept) {
    Optional<SignedParameters> link = link(epoch);
    spot.require(
        link.isPresent() && Bytes.ofTrusted(link.get().encode()).equals(kept),
        "they are not the network's parameters of epoch %d",
        epoch);
    spot.notes().checked("parameters");
  }
}
