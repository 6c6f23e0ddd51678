package kz.digitaltenge.app.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;

/// Whether the key files of a network can be read and are of the keys that its parameters name:
/// with a damaged one the network would not start again, though all its books are right.
///
/// @param network the parameters in force
record KeyCheck(DataFolder folder, NetworkParameters network, Machine machine) {
  void check(AuditNotes notes) {
    Spot authority = notes.store("authority");
    check(
        authority,
        folder.authority(),
        () -> {
          NetworkAuthority opened = open();
          requireSelfSigned(opened.root(), authority);
          checkAll(opened, notes);
        });
  }

  /// All that tells a changed root from the right one is its own signature.
  private static void requireSelfSigned(X509Certificate root, Spot spot) {
    try {
      root.verify(root.getPublicKey());
    } catch (GeneralSecurityException e) {
      spot.find("its certificate is not the one that was made: %s", String.valueOf(e.getMessage()));
    }
  }

  private NetworkAuthority open() {
    return NetworkAuthority.open(folder.authority(), machine.entropy(), machine.clock());
  }

  private void checkAll(NetworkAuthority authority, AuditNotes notes) {
    for (Participant participant : network.participants()) {
      Path place = folder.node(participant.node());
      Spot spot = notes.store(participant.node() + " keys");
      check(spot, place, () -> requireCertificate(place));
      check(spot, place, () -> requireKeys(participant, keys(place, authority), spot));
    }
    for (NotaryMember member : network.notary()) {
      Path place = folder.notary(member.name());
      Spot spot = notes.store(member.name() + " keys");
      check(spot, place, () -> requireCertificate(place));
      check(spot, place, () -> requireHeadKey(member, keys(place, authority), spot));
    }
    if (Files.exists(folder.idCentre())) {
      Path place = folder.idCentre();
      Spot spot = notes.store("id-centre keys");
      check(spot, place, () -> requireCertificate(place));
      check(spot, place, () -> requireIdCentreKeys(keys(place, authority), spot));
    }
    check(notes.store("operator"), folder.operator(), () -> requireCertificate(folder.operator()));
    for (Participant participant : network.participants()) {
      Path place = folder.operator(participant.node());
      check(notes.store(participant.node() + " operator"), place, () -> requireCertificate(place));
    }
    for (int number = 1; number <= NodeKeys.OFFICERS; number++) {
      checkOfficer(number, authority, notes);
    }
    Path coreBanking = folder.coreBanking();
    check(notes.store("core-banking"), coreBanking, () -> requireCertificate(coreBanking));
    for (Participant participant : network.participants()) {
      Path place = folder.coreBanking(participant.node());
      Spot spot = notes.store(participant.node() + " core banking");
      check(spot, place, () -> requireCertificate(place));
    }
  }

  /// The key is where the next start takes it to, or still where earlier builds had it.
  private void checkOfficer(int number, NetworkAuthority authority, AuditNotes notes) {
    String officer = NodeKeys.officer(number);
    Path place = folder.officer(officer);
    Spot spot = notes.store(officer);
    check(spot, place, () -> requireCertificate(place));
    check(
        spot,
        place,
        () -> {
          KeyFolder own = keys(place, authority);
          KeyFolder former = keys(folder.node(network.centralBank().node()), authority);
          KeyFolder keys = former.hasKey(officer) && !own.hasKey(officer) ? former : own;
          spot.row(officer)
              .require(
                  !(former.hasKey(officer) && own.hasKey(officer)),
                  "it also lies with the central bank's node, in %s",
                  former.keyFile(officer));
          network.assets().stream()
              .filter(terms -> terms.asset().issuer().equals(network.centralBank().node()))
              .map(terms -> terms.officers().get(number - 1))
              .forEach(listed -> requireKey(keys, officer, listed, spot));
        });
  }

  private static KeyFolder keys(Path place, NetworkAuthority authority) {
    return KeyFolder.open(place.resolve("keys"), authority.fingerprint());
  }

  /// A certificate that is missing is issued at the next start.
  private void requireCertificate(Path place) {
    var certificate = new TlsFolder(place, machine.clock());
    if (!certificate.isEmpty()) {
      var _ = certificate.load();
    }
  }

  private void requireKeys(Participant participant, KeyFolder keys, Spot spot) {
    requireKey(keys, NodeKeys.IDENTITY, participant.identityKey(), spot);
    var _ = keys.seed(NodeKeys.SEALING);
    // A network from before there was an ID centre gets it at its next start.
    if (keys.hasSeed(NodeKeys.ALIASES)) {
      var _ = keys.seed(NodeKeys.ALIASES);
    }
    if (participant.kind() == Participant.Kind.CENTRAL_BANK) {
      network.assets().stream()
          .filter(terms -> terms.asset().issuer().equals(participant.node()))
          .forEach(terms -> requireKeys(terms, keys, spot));
    }
  }

  private static void requireIdCentreKeys(KeyFolder keys, Spot spot) {
    var _ = keys.key(NodeKeys.STATEMENTS);
    var _ = keys.seed(NodeKeys.CLAIMS);
    spot.notes().checked("keys");
  }

  private static void requireKeys(AssetTerms terms, KeyFolder keys, Spot spot) {
    requireKey(keys, NodeKeys.ISSUANCE, terms.issuanceKey(), spot);
  }

  private static void requireKey(KeyFolder keys, String name, PublicKey listed, Spot spot) {
    requireListed(spot.row(name), PublicKey.of(keys.key(name).getPublic()), listed);
  }

  private void requireHeadKey(NotaryMember member, KeyFolder keys, Spot spot) {
    PublicKey key = machine.cryptography().ed25519().publicKey(keys.seed(NodeKeys.HEAD));
    requireListed(spot.row(NodeKeys.HEAD), key, member.headKey());
  }

  private static void requireListed(Spot spot, PublicKey key, PublicKey listed) {
    spot.notes().checked("keys");
    spot.require(key.equals(listed), "it is not the key that the network's parameters name");
  }

  private static void check(Spot spot, Path place, Runnable look) {
    try {
      look.run();
    } catch (PlatformException e) {
      spot.row(place.getFileName()).find("%s", e.problem().whatHappened());
    }
  }
}
