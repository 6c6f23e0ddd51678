package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.NetworkWatch;
import kz.digitaltenge.node.evidence.FolderEvidence;
import kz.digitaltenge.notary.client.CutClient;
import kz.digitaltenge.notary.client.NewerParameters;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryConnections;

/// How a node speaks with the notary: to all of its members, as the parameters in force name them.
///
/// @param client asks for decisions
/// @param cuts asks for what the log says at a cut
record NodeNotary(NotaryConnections members, NotaryClient client, NotaryCuts cuts)
    implements AutoCloseable {
  /// A node that nobody pays and that pays nobody learns of new parameters so soon.
  private static final Duration PARAMETERS_ROUND = Duration.ofSeconds(5);

  /// @param newestHead that the node has verified in an earlier life
  /// @param evidence keeps two heads that contradict each other
  static NodeNotary of(
      NodeSetting setting,
      Machine machine,
      NetworkWatch network,
      SignatureVerifier verifier,
      Tasks tasks,
      Optional<SignedHead> newestHead,
      FolderEvidence evidence) {
    var members =
        NotaryConnections.to(
            network.get().current().notary(),
            setting.tls(),
            StreamLimits.standard(),
            machine.threads());
    var watched = new WatchedMembers(network, members);
    var client =
        new NotaryClient(
            network.get().networkId(),
            watched,
            verifier,
            tasks,
            machine.clock(),
            NotaryClient.Patience.standard(),
            newestHead,
            _ -> {},
            two -> evidence.found(two.suspect(), () -> two));
    var cuts =
        new CutClient(
            client,
            members::links,
            epoch -> network.get().at(epoch).map(NetworkParameters::headKeys).orElse(Map.of()),
            verifier,
            tasks);
    var newer = new NewerParameters(watched);
    new Rounds("newer parameters", PARAMETERS_ROUND, tasks, newer::look).start();
    return new NodeNotary(members, client, cuts);
  }

  Map<String, Link> links() {
    return members.links();
  }

  @Override
  public void close() {
    members.close();
  }
}
