package kz.digitaltenge.app.bench;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.KeyFolder;

/// A network of keys alone: a central bank, a payer's and a payee's bank, one notary member. For
/// measuring parts by themselves.
final class SyntheticNetwork {
  static final NodeId PAYER = new NodeId("HSBKKZKX");
  static final NodeId PAYEE = new NodeId("KPSTKZKA");
  static final String MEMBER = "notary-1";

  private static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  private static final long POSITIONS = 1_000_000_000;

  private final Entropy entropy;
  private final Machine machine;
  private final KeyFolder keys;
  final Asset tenge = new Asset(CENTRAL_BANK, "KZT");
  final Node centralBank;
  final Node payer;
  final Node payee;
  final Signer headSigner;
  final SignedParameters genesis;
  final NetworkView view;

  /// A node's signing key, certified.
  record Node(NodeId id, Signer identity, Signer session, KeyCertificate certificate) {}

  /// Makes all keys anew.
  ///
  /// @param folder where the identity keys are put
  /// @param notaryEndpoint where the member will listen
  /// @param raftEndpoint where its consensus will
  SyntheticNetwork(Machine machine, Path folder, String notaryEndpoint, String raftEndpoint) {
    this.machine = machine;
    this.keys = KeyFolder.open(folder, "benchmark");
    this.entropy = machine.entropy();
    Signer issuance = ed25519();
    Signer central = p256("central");
    Signer first = p256("first");
    Signer second = p256("second");
    this.headSigner = ed25519();
    var parameters =
        new NetworkParameters(
            1,
            Optional.empty(),
            machine.clock().instant().truncatedTo(ChronoUnit.MILLIS),
            false,
            List.of(
                participant(CENTRAL_BANK, "125", central, Participant.Kind.CENTRAL_BANK),
                participant(PAYER, "601", first, Participant.Kind.BANK),
                participant(PAYEE, "563", second, Participant.Kind.BANK)),
            List.of(new NotaryMember(MEMBER, notaryEndpoint, raftEndpoint, headSigner.publicKey())),
            List.of(new AssetTerms(tenge, issuance.publicKey(), List.of(), List.of())));
    this.genesis = SignedParameters.sign(parameters, central);
    this.view = NetworkView.genesis(parameters);
    this.centralBank = node(CENTRAL_BANK, central);
    this.payer = node(PAYER, first);
    this.payee = node(PAYEE, second);
  }

  Hash id() {
    return view.networkId();
  }

  Signer ed25519() {
    return machine.cryptography().ed25519().signer(Seed.of(entropy.bytes(Seed.SIZE_BYTES)));
  }

  private Signer p256(String name) {
    KeyPair pair = keys.createKey(name, entropy);
    return machine
        .cryptography()
        .signatures()
        .signer(PublicKey.of(pair.getPublic()), pair.getPrivate());
  }

  private Node node(NodeId id, Signer identity) {
    Signer session = ed25519();
    var certificate = KeyCertificate.issue(id(), id, session.publicKey(), 0, POSITIONS, identity);
    return new Node(id, identity, session, certificate);
  }

  private static Participant participant(
      NodeId id, String bankCode, Signer identity, Participant.Kind kind) {
    return new Participant(id, id.value(), bankCode, "localhost:1", identity.publicKey(), kind);
  }
}
