package kz.digitaltenge.ledger.supply;

import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// What went to, or came from, another node since the network began.
///
/// @param tiyn a turnover, not an amount: over the years it may be larger than all money there is
public record Flow(NodeId peer, long tiyn) {
  public Flow {
    if (tiyn < 0) {
      throw new IllegalArgumentException("a turnover of %d".formatted(tiyn));
    }
  }

  void writeTo(CborWriter out) {
    out.array(2);
    peer.writeTo(out);
    out.uint(tiyn);
  }

  static Flow readFrom(CborReader in) {
    in.arrayOf(2);
    return new Flow(NodeId.readFrom(in), in.uint(Long.MAX_VALUE));
  }
}
