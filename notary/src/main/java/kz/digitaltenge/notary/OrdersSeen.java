package kz.digitaltenge.notary;

import java.util.Optional;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborWriter;

/// How far the notary's block orders go.
///
/// @param sequence of the last order in force; 0 before the first
/// @param last that order
public record OrdersSeen(long sequence, Optional<BlockOrder> last) {
  public byte[] encode() {
    CborWriter out = new CborWriter().array(2).uint(sequence);
    Encoding.optional(out, last, BlockOrder::writeTo);
    return out.toBytes();
  }

  public static OrdersSeen decode(byte[] bytes) {
    return Encoding.decode(
        bytes,
        in -> {
          in.arrayOf(2);
          return new OrdersSeen(in.uint(), Encoding.optional(in, BlockOrder::readFrom));
        });
  }
}
