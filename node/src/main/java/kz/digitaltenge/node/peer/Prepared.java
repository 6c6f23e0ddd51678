package kz.digitaltenge.node.peer;

import java.util.List;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.Quorum;

/// Under what the payee receives, and the custodian tag for it. Both are derived, so the payee's
/// node stores nothing yet.
///
/// @param condition a key signs, or so many of a few keys: a peer cannot have the payer make a
///   token of anything else
/// @param name the payee's name as the payee discloses it; may be empty
public record Prepared(Condition condition, Hash tag, String name) {
  private static final int NAME_BYTES_MAX = 256;

  public Prepared {
    if (!isKeys(condition)) {
      throw new IllegalArgumentException("Neither a key nor so many of a few keys");
    }
  }

  byte[] encode() {
    return Encoding.encode(this, Prepared::writeTo);
  }

  static Prepared decode(byte[] bytes) {
    return Encoding.decode(bytes, Prepared::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(3);
    condition.writeTo(out);
    tag.writeTo(out);
    out.text(name);
  }

  private static Prepared readFrom(CborReader in) {
    in.arrayOf(3);
    return new Prepared(Condition.readFrom(in), Hash.readFrom(in), in.text(NAME_BYTES_MAX));
  }

  private static boolean isKeys(Condition condition) {
    return switch (condition) {
      case Condition.Signed _ -> true;
      case Condition.AtLeast(_, List<Condition> parts) ->
          parts.size() <= Quorum.SEATS_MAX
              && parts.stream().allMatch(part -> part instanceof Condition.Signed);
      case Condition.All _,
          Condition.Any _,
          Condition.After _,
          Condition.Before _,
          Condition.Preimage _ ->
          false;
    };
  }
}
