package kz.digitaltenge.ledger.supply;

import java.nio.ByteBuffer;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// A node of a [SumTree]: how many leaves are below it, what they are worth together, and a hash of
/// all that.
///
/// @param tiyn never negative, so that no leaf can hide what another has
public record SumNode(Hash hash, long count, long tiyn) {
  /// The tree without leaves.
  public static final SumNode EMPTY = new SumNode(Domain.SUPPLY_EMPTY.hash(), 0, 0);

  public SumNode {
    if (count < 0 || tiyn < 0) {
      throw new IllegalArgumentException("%d leaves worth %d".formatted(count, tiyn));
    }
  }

  /// A live reference with what it is worth; a register is worth nothing.
  public static SumNode leaf(StateRef reference, long tiyn) {
    return new SumNode(Domain.SUPPLY_LEAF.hash(reference.key(), bytes(tiyn)), 1, tiyn);
  }

  /// The node above two others. Nothing beside a single leaf or nothing stays what it is, so a leaf
  /// stands as high as it can.
  ///
  /// @throws ArithmeticException when the sum is larger than a `long` holds
  public static SumNode join(SumNode left, SumNode right) {
    if (left.count == 0 && right.count <= 1) {
      return right;
    }
    if (right.count == 0 && left.count <= 1) {
      return left;
    }
    return new SumNode(
        Domain.SUPPLY_NODE.hash(
            left.hash.trusted(), left.label(), right.hash.trusted(), right.label()),
        Math.addExact(left.count, right.count),
        Math.addExact(left.tiyn, right.tiyn));
  }

  private byte[] label() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(count).putLong(tiyn).array();
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  public void writeTo(CborWriter out) {
    hash.writeTo(out.array(3));
    out.uint(count).uint(tiyn);
  }

  public static SumNode readFrom(CborReader in) {
    in.arrayOf(3);
    return new SumNode(Hash.readFrom(in), in.uint(Long.MAX_VALUE), in.uint(Long.MAX_VALUE));
  }
}
