package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// "Open what was drawn": a head signed after every node had committed, and the hashes of all
/// statements by rising name of the node. From these each node computes the draw itself, so nobody
/// can make it show what it likes.
public record CutDraw(SignedHead challenge, List<Hash> statements) {
  private static final int STATEMENTS_MAX = 256;

  public CutDraw {
    statements = List.copyOf(statements);
  }

  byte[] encode() {
    return Encoding.encode(this, CutDraw::writeTo);
  }

  static CutDraw decode(byte[] bytes) {
    return Encoding.decode(bytes, CutDraw::readFrom);
  }

  private void writeTo(CborWriter out) {
    challenge.writeTo(out.array(2));
    Encoding.list(out, statements, Hash::writeTo);
  }

  private static CutDraw readFrom(CborReader in) {
    in.arrayOf(2);
    return new CutDraw(SignedHead.readFrom(in), Encoding.list(in, STATEMENTS_MAX, Hash::readFrom));
  }
}
