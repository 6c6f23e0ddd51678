package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// Who attested a transaction, and in which role, as the log records it.
public record Attester(NodeId node, Role role) {
  public void writeTo(CborWriter out) {
    out.array(2);
    node.writeTo(out);
    out.uint(role.code());
  }

  public static Attester readFrom(CborReader in) {
    in.arrayOf(2);
    return new Attester(NodeId.readFrom(in), Role.readFrom(in));
  }
}
