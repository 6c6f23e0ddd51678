package kz.digitaltenge.app.resolution;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Orders;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.ResolutionRole;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.BlocksInForce;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;

/// Where the administrator of a failed bank works, and what the network says of that bank.
record Place(DataFolder folder, NodeId bank) {
  /// The administrator's own key, until it is the node's.
  KeyFolder administrator() {
    return keysIn(work());
  }

  KeyFolder node() {
    return keysIn(folder.node(bank));
  }

  /// What the administrator keeps.
  Path work() {
    return folder.resolution(bank);
  }

  private KeyFolder keysIn(Path place) {
    var operator = new TlsFolder(folder.operator(), InstantSource.system());
    String network = NetworkAuthority.fingerprint(operator.load().roots().getFirst());
    return KeyFolder.open(place.resolve("keys"), network);
  }

  /// The key that the newest parameters name for the bank.
  PublicKey named() {
    return RoleFiles.chain(folder)
        .getLast()
        .parameters()
        .participant(bank)
        .orElseThrow()
        .identityKey();
  }

  /// The resolution order as the central bank shows it, if officers of this network signed it: what
  /// a process says is not believed.
  ///
  /// @throws PlatformException `RESOLUTION_REFUSED` when there is none, or a later order about the
  ///   bank took its place before the network went by it
  BlockOrder order(Platform platform) {
    return order(orders(platform));
  }

  BlockOrder order(List<BlockOrder> orders) {
    List<BlockOrder> signed = signed(orders);
    BlockOrder order =
        ResolutionRole.order(signed, bank)
            .orElseThrow(() -> refused("no order of two officers names an administrator for it"));
    BlockOrder newest = BlocksInForce.of(signed).about(Optional.of(bank)).orElseThrow();
    // Once the network goes by the key the administrator stays.
    boolean enforced = named().equals(order.block().resolution().orElseThrow().administrator());
    if (!newest.isNumbered(order.sequence()) && !enforced) {
      throw refused(
          "order %d of two officers is in force on it now, and no longer order %d, which names its"
                  .formatted(newest.sequence(), order.sequence())
              + " administrator");
    }
    return order;
  }

  private List<BlockOrder> signed(List<BlockOrder> orders) {
    List<SignedParameters> chain = RoleFiles.chain(folder);
    SignatureVerifier verifier = Cryptography.fastest().signatures();
    return orders.stream()
        .filter(order -> order.networkId().equals(chain.getFirst().parameters().hash()))
        .filter(
            order ->
                chain.stream()
                    .anyMatch(link -> order.isSignedByOfficersOf(link.parameters(), verifier)))
        .toList();
  }

  static List<BlockOrder> orders(Platform platform) {
    return Orders.of(platform.blocks()).all();
  }

  /// The administrator's key, if the administrator works here.
  ///
  /// @throws PlatformException `RESOLUTION_REFUSED` when the order names another
  KeyFolder administrator(BlockOrder order) {
    KeyFolder keys = administrator();
    if (!keys.hasKey(NodeKeys.IDENTITY) || !isNamed(keys, order)) {
      throw refused(
          "the administrator's key that order %d names is not in %s"
              .formatted(order.sequence(), keys.keyFile(NodeKeys.IDENTITY)));
    }
    return keys;
  }

  private static boolean isNamed(KeyFolder keys, BlockOrder order) {
    PublicKey key = PublicKey.of(keys.publicKey(NodeKeys.IDENTITY));
    return order.block().resolution().orElseThrow().administrator().equals(key);
  }

  PlatformException refused(String reason) {
    return Problem.of(ErrorCode.RESOLUTION_REFUSED, "bank", bank, "reason", reason).exception();
  }
}
