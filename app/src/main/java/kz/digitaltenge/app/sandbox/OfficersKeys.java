package kz.digitaltenge.app.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.KeyFolder;

/// The officers' keys as far as they are on this machine. One that is elsewhere stays what the
/// parameters name; it is needed only for what its officer has to sign.
final class OfficersKeys {
  private final DataFolder folder;
  private final String network;
  private final Machine machine;

  /// @param network what tells it from others
  OfficersKeys(DataFolder folder, String network, Machine machine) {
    this.folder = folder;
    this.network = network;
    this.machine = machine;
  }

  KeyFolder of(String officer) {
    return KeyFolder.open(folder.officer(officer).resolve("keys"), network);
  }

  /// Of a new network, for which all are made here.
  List<PublicKey> all() {
    return NodeKeys.officerNames().stream().map(this::present).toList();
  }

  /// What comes after the named keys.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING` when one here is neither the named one nor was
  ///   put in its place here
  List<PublicKey> after(List<PublicKey> named) {
    var keys = new ArrayList<PublicKey>(named.size());
    for (int i = 0; i < named.size(); i++) {
      keys.add(after(NodeKeys.officer(i + 1), named.get(i)));
    }
    return keys;
  }

  private PublicKey after(String officer, PublicKey named) {
    KeyFolder own = of(officer);
    if (!own.hasKey(officer)) {
      return named;
    }
    PublicKey present = present(officer);
    if (!present.equals(named) && !NodeKeys.isFormer(own, officer, named)) {
      throw Founding.missing(own.keyFile(officer));
    }
    return present;
  }

  /// With as many signatures as these parameters need of the officers that those before name.
  ///
  /// @param named in the officers' order
  /// @throws PlatformException `KEY_FILE_MISSING` when their keys are not here
  SignedParameters sign(SignedParameters next, NetworkParameters before, List<PublicKey> named) {
    int needed = next.officersNeeded(before);
    SignedParameters signed = next;
    var missing = new ArrayList<Path>();
    for (int i = 0; i < named.size() && signed.officers().size() < needed; i++) {
      String officer = NodeKeys.officer(i + 1);
      Optional<Signer> signer = signer(officer, named.get(i));
      if (signer.isPresent()) {
        signed = signed.signedBy(signer.get());
      } else {
        missing.add(of(officer).keyFile(officer));
      }
    }
    if (signed.officers().size() < needed) {
      throw Founding.missing(missing.getFirst());
    }
    return signed;
  }

  /// Of the key that is named, which may have been replaced since.
  private Optional<Signer> signer(String officer, PublicKey named) {
    KeyFolder own = of(officer);
    return own.hasKey(officer) && present(officer).equals(named)
        ? Optional.of(NodeKeys.signer(own, officer, machine.cryptography()))
        : NodeKeys.former(own, officer, named, machine.cryptography());
  }

  /// The public half: nobody but the officer opens the other.
  private PublicKey present(String officer) {
    return PublicKey.of(of(officer).publicKey(officer));
  }
}
