package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.idcentre.IdCentreDesk;
import kz.digitaltenge.idcentre.IdCentreServer;
import kz.digitaltenge.idcentre.LookupQuota;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.trust.KeyFolder;

/// The ID centre, run by the payment corporation (P2, C07).
public final class IdCentreRole implements AutoCloseable {
  private final IdCentreServer server;

  private IdCentreRole(IdCentreServer server) {
    this.server = server;
  }

  /// How to start it.
  ///
  /// @param tls its certificate, kind `ID_CENTRE`
  /// @param keys holds [NodeKeys#STATEMENTS] and [NodeKeys#CLAIMS]
  /// @param folder for claims and questions
  public record Setting(Endpoint endpoint, TlsIdentity tls, KeyFolder keys, Path folder) {}

  /// Returns once it listens, for the banks that the parameters list.
  public static IdCentreRole start(Setting setting, NetworkParameters parameters, Machine machine) {
    Set<String> banks =
        parameters.participants().stream()
            .filter(participant -> participant.kind() == Participant.Kind.BANK)
            .map(participant -> participant.node().value())
            .collect(Collectors.toUnmodifiableSet());
    IdCentreDesk desk =
        IdCentreDesk.open(
            setting.folder(),
            setting.keys().seed(NodeKeys.CLAIMS),
            NodeKeys.signer(setting.keys(), NodeKeys.STATEMENTS, machine.cryptography()),
            machine.clock(),
            LookupQuota.STANDARD);
    try {
      return new IdCentreRole(
          IdCentreServer.start(
              setting.endpoint(),
              setting.tls(),
              desk,
              caller -> caller.isNode() && banks.contains(caller.name()),
              machine.threads()));
    } catch (RuntimeException e) {
      desk.close();
      throw e;
    }
  }

  /// What keeps it from answering; empty when nothing does.
  public Optional<Problem> trouble() {
    return server.trouble();
  }

  @Override
  public void close() {
    server.close();
  }
}
