package kz.digitaltenge.ledger.testkit;

import java.util.Arrays;
import java.util.List;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;

/// A participant with the keys that only it has.
///
/// @param identity P-256, listed in the parameters
/// @param attesting Ed25519, certified by `identity`
public record TestNode(Participant participant, Signer identity, Signer attesting) {
  /// The positions that [#certificate] covers start at zero and end here.
  public static final long UNTIL_POSITION = 1L << 40;

  static TestNode of(NodeId id, String name, String bankCode, Participant.Kind kind, int port) {
    Signer identity = TestKeys.p256("identity of " + id);
    var participant =
        new Participant(id, name, bankCode, "localhost:" + port, identity.publicKey(), kind);
    return new TestNode(participant, identity, TestKeys.ed25519("attesting key of " + id));
  }

  public NodeId id() {
    return participant.node();
  }

  public KeyCertificate certificate(Hash networkId) {
    return KeyCertificate.issue(
        networkId, id(), attesting.publicKey(), 0, UNTIL_POSITION, identity);
  }

  /// One batch that attests all `ids` in the same role.
  public List<Attestation> attest(Hash networkId, int epoch, Role role, TransactionId... ids) {
    return Attestation.sign(
        networkId,
        attesting,
        certificate(networkId),
        Arrays.stream(ids).map(id -> new Attestation.Item(epoch, role, id)).toList());
  }
}
