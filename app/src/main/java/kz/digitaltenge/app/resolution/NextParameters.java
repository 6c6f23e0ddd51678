package kz.digitaltenge.app.resolution;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.Publication;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// The network's parameters after a resolution order: the same, but for one bank's key. They are
/// urgent, so that the former key does not count for a while beside the new one.
record NextParameters(DataFolder folder, Machine machine) {
  /// Names the administrator's key and shows the parameters to the notary, from which all others
  /// adopt them. Blocking; the same again changes nothing.
  ///
  /// @return the epoch in force then
  /// @throws kz.digitaltenge.api.error.PlatformException `NOTARY_UNAVAILABLE`, before anything
  ///   changes when it is away; `KEY_FILE_MISSING` without the central bank's identity key
  int name(NodeId bank, BlockOrder order) {
    publication().requireNotary(machine);
    PublicKey key = order.block().resolution().orElseThrow().administrator();
    NetworkParameters current = RoleFiles.chain(folder).getLast().parameters();
    if (!current.participant(bank).orElseThrow().identityKey().equals(key)) {
      new ParametersFolder(folder.parameters()).add(signed(next(current, bank, key)));
    }
    publication().bringIntoForce(machine);
    return RoleFiles.chain(folder).size();
  }

  private Publication publication() {
    return new Publication(RoleFiles.chain(folder), TlsPlaces.load(folder.operator(), folder));
  }

  private NetworkParameters next(NetworkParameters current, NodeId bank, PublicKey key) {
    List<Participant> participants =
        current.participants().stream()
            .map(each -> each.node().equals(bank) ? withKey(each, key) : each)
            .toList();
    return new NetworkParameters(
        current.epoch() + 1,
        Optional.of(current.hash()),
        machine.clock().instant().truncatedTo(ChronoUnit.MILLIS),
        true,
        participants,
        current.notary(),
        current.assets());
  }

  private static Participant withKey(Participant bank, PublicKey key) {
    return new Participant(
        bank.node(), bank.name(), bank.bankCode(), bank.endpoint(), key, bank.kind());
  }

  private SignedParameters signed(NetworkParameters next) {
    var keys = RoleFiles.keysOf(folder.node(next.centralBank().node()));
    return SignedParameters.sign(
        next, NodeKeys.signer(keys, NodeKeys.IDENTITY, machine.cryptography()));
  }
}
