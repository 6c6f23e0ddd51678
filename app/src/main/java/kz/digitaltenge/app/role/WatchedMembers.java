package kz.digitaltenge.app.role;

import java.util.Map;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.NetworkWatch;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.NotaryMembers;

/// The notary's members as a node's network parameters list them: when the notary shows newer
/// parameters, the node adopts them and its connections follow.
public record WatchedMembers(NetworkWatch network, NotaryConnections connections)
    implements NotaryMembers {
  @Override
  public Map<String, Link> links() {
    return connections.links();
  }

  @Override
  public Map<String, PublicKey> keysOf(int epoch) {
    return network.get().at(epoch).map(NetworkParameters::headKeys).orElse(Map.of());
  }

  @Override
  public int epoch() {
    return network.get().current().epoch();
  }

  @Override
  public boolean adopt(SignedParameters next) {
    if (!network.adopt(next)) {
      return false;
    }
    connections.follow(network.get().current().notary());
    return true;
  }
}
