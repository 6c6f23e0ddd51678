package kz.digitaltenge.app.block;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kz.digitaltenge.app.command.OfficerNumber;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.KeyFolder;

/// The central bank's officers with their keys in a data folder, numbered as the network parameters
/// list them, from 1.
record Officers(NetworkParameters parameters, KeyFolder keys) {

  static Officers of(DataFolder folder) {
    NetworkParameters parameters = RoleFiles.chain(folder).getLast().parameters();
    return new Officers(parameters, RoleFiles.keysOf(folder.node(parameters.centralBank().node())));
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when there is no such
  ///   officer, `KEY_FILE_MISSING`
  Signer signer(int number) {
    int known = OfficerNumber.existing(number, parameters.officers().size());
    return NodeKeys.signer(keys, NodeKeys.officer(known), Cryptography.fastest());
  }

  /// Who signed an order, by number; those who are no longer officers by a part of their key.
  String names(BlockOrder order) {
    List<PublicKey> known = new ArrayList<>(parameters.officers());
    return order.signatures().stream()
        .map(
            each ->
                known.contains(each.officer())
                    ? String.valueOf(known.indexOf(each.officer()) + 1)
                    : each.officer().toString())
        .sorted()
        .collect(Collectors.joining(","));
  }
}
