package kz.digitaltenge.ledger.supply;

import java.util.Map;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// What a silent node said at the last cut at which it answered everything: since when it is
/// silent, by its own signature and the notary's.
public record LastWord(SignedHead cut, SignedStatement said) {
  public NodeId node() {
    return said.statement().node();
  }

  /// Whether the node said it, at a cut of this log.
  boolean holds(
      Hash networkId, Map<Integer, NetworkParameters> epochs, SignatureVerifier verifier) {
    NetworkParameters parameters = epochs.get(cut.head().epoch());
    return parameters != null
        && cut.head().networkId().equals(networkId)
        && said.statement().networkId().equals(networkId)
        && said.statement().cut().equals(NodeStatement.cut(cut.head()))
        && cut.isSignedByMajorityOf(parameters.headKeys(), verifier)
        && parameters
            .participant(node())
            .map(participant -> said.verifies(participant.identityKey(), verifier))
            .orElse(false);
  }

  void writeTo(CborWriter out) {
    cut.writeTo(out.array(2));
    said.writeTo(out);
  }

  static LastWord readFrom(CborReader in) {
    in.arrayOf(2);
    return new LastWord(SignedHead.readFrom(in), SignedStatement.readFrom(in));
  }
}
