package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.TestNode;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import kz.digitaltenge.node.testkit.Wire;

/// Attestations of a payee's node, under its valid keys, that say something else than they should.
final class FalseWord {
  private FalseWord() {}

  static Bytes of(String what, InMemoryNetwork network, Wire.Call call, Bytes honest) {
    TestNode payee = network.keys().node(network.centerCredit().id());
    TransactionId id = Propose.decode(call.body().trusted()).transaction().id();
    TransactionId other = new TransactionId(Hash.sha256(new byte[] {9}));
    int epoch = Attestation.decode(honest.trusted()).epoch();
    Hash networkId = network.keys().networkId();
    return switch (what) {
      case "another transaction" -> encoded(payee.attest(networkId, epoch, Role.RECEIVE, other));
      case "another role" -> encoded(payee.attest(networkId, epoch, Role.SPEND, id));
      case "another epoch" -> encoded(payee.attest(networkId, epoch + 1, Role.RECEIVE, id));
      case "another node" ->
          encoded(
              network
                  .keys()
                  .node(network.eurasian().id())
                  .attest(networkId, epoch, Role.RECEIVE, id));
      case "a key of the future" ->
          encoded(underKey(payee, networkId, epoch, id, 5_000_000, Long.MAX_VALUE));
      case "a key that is nearly over" ->
          encoded(underKey(payee, networkId, epoch, id, 0, 500_000));
      default -> Bytes.of(new byte[] {1, 2, 3});
    };
  }

  private static List<Attestation> underKey(
      TestNode payee, Hash networkId, int epoch, TransactionId id, long first, long until) {
    var certificate =
        KeyCertificate.issue(
            networkId, payee.id(), payee.attesting().publicKey(), first, until, payee.identity());
    var item = new Attestation.Item(epoch, Role.RECEIVE, id);
    return Attestation.sign(networkId, payee.attesting(), certificate, List.of(item));
  }

  private static Bytes encoded(List<Attestation> word) {
    return Bytes.ofTrusted(word.getFirst().encode());
  }
}
