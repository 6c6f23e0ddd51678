package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.node.payment.PaymentSteps;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.KeyReplacement;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;

/// What a process that plays one role reads at start: its own place and the chain of network
/// parameters. The authority's key is not among it.
public record RoleFiles(DataFolder folder, Machine machine) {

  /// How to start a node of this folder.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the place or the chain is not there
  public NodeSetting node(NodeId node, VaultDatabase database) {
    TlsIdentity tls = tls(folder.node(node));
    KeyFolder keys = keys(folder.node(node), tls);
    requireNotReplacing(keys, NodeKeys.IDENTITY, node.value());
    requireNotReplacing(keys, NodeKeys.ISSUANCE, NodeKeys.ISSUANCE);
    return new NodeSetting(
        node, tls, keys, database, chain(folder), PaymentSteps.UNWATCHED, folder.evidence(node));
  }

  /// How to start a member of the notary of this folder.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the place or the chain is not there
  public NotarySetting notary(String member) {
    Path place = folder.notary(member);
    TlsIdentity tls = tls(place);
    return new NotarySetting(member, tls, keys(place, tls), place, chain(folder));
  }

  /// How to start the ID centre of this folder.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the place is not there
  public IdCentreRole.Setting idCentre() {
    Path place = folder.idCentre();
    TlsIdentity tls = tls(place);
    IdCentreContact contact =
        IdCentreContact.read(place)
            .orElseThrow(() -> Problem.of(ErrorCode.KEY_FILE_MISSING, "path", place).exception());
    KeyFolder keys = keys(place, tls);
    requireNotReplacing(keys, NodeKeys.STATEMENTS, IdCentre.NAME);
    return new IdCentreRole.Setting(contact.endpoint(), tls, keys, place);
  }

  /// Others would refuse whoever goes by a key that they have not heard of.
  private static void requireNotReplacing(KeyFolder keys, String name, String whose) {
    if (KeyReplacement.isUnderWay(keys, name)) {
      throw Problem.of(
              ErrorCode.KEY_REPLACEMENT_UNFINISHED, "path", keys.keyFile(name), "whose", whose)
          .exception();
    }
  }

  /// The certificate of the emulated core banking system.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it is not there
  public TlsIdentity coreBanking() {
    return tls(folder.coreBanking());
  }

  /// The certificate of a bank's emulated core banking system.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it is not there
  public TlsIdentity coreBanking(NodeId bank) {
    return tls(folder.coreBanking(bank));
  }

  /// The chain of network parameters, from the genesis on.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `KEY_FILE_MISSING` when there is none
  public static List<SignedParameters> chain(DataFolder folder) {
    var parameters = new ParametersFolder(folder.parameters());
    if (parameters.isEmpty()) {
      throw Problem.of(ErrorCode.KEY_FILE_MISSING, "path", folder.parameters().resolve("1.cbor"))
          .exception();
    }
    return parameters.chain();
  }

  private TlsIdentity tls(Path place) {
    var kept = new TlsFolder(place, machine.clock());
    return machine.renewals().follow(kept.load(), kept, folder.revocations());
  }

  /// The keys of a place in a data folder, for whoever may read them.
  public static KeyFolder keysOf(Path place) {
    return keys(place, new TlsFolder(place, InstantSource.system()).load());
  }

  private static KeyFolder keys(Path place, TlsIdentity tls) {
    String network = NetworkAuthority.fingerprint(tls.roots().getFirst());
    return KeyFolder.open(place.resolve("keys"), network);
  }
}
