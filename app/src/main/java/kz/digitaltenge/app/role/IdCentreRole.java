package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.idcentre.IdCentreDesk;
import kz.digitaltenge.idcentre.IdCentreServer;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.block.BlockBook;
import kz.digitaltenge.node.block.FolderOrders;
import kz.digitaltenge.node.peer.PeerService;
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

  /// Returns once it listens, for the banks that the parameters list; it keeps to the orders of the
  /// central bank's officers, which it has on disk and takes from the central bank's node.
  ///
  /// @param chain reads the chain of network parameters, from the genesis on
  public static IdCentreRole start(
      Setting setting, Supplier<List<SignedParameters>> chain, Machine machine) {
    SignatureVerifier verifier = machine.cryptography().signatures();
    BlockBook blocks =
        BlockBook.open(
            chain, verifier, machine.clock(), new FolderOrders(setting.folder().resolve("orders")));
    var banks = new CentreBanks(chain, verifier, machine.clock(), blocks);
    IdCentreDesk desk =
        IdCentreDesk.open(
            setting.folder(),
            setting.keys().seed(NodeKeys.CLAIMS),
            NodeKeys.signer(setting.keys(), NodeKeys.STATEMENTS, machine.cryptography()),
            machine.clock(),
            banks,
            IdCentreDesk.Terms.STANDARD);
    try {
      return new IdCentreRole(
          IdCentreServer.start(
              setting.endpoint(),
              setting.tls(),
              desk,
              banks::isBank,
              (server, tasks) ->
                  server.service(
                      PeerService.NAME, banks::isCentralBank, new PeerService(blocks, tasks)),
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
