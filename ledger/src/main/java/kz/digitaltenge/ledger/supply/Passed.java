package kz.digitaltenge.ledger.supply;

import java.util.Comparator;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// What passed by one transaction, as one side of a pair has it.
///
/// @param position of the decision in the notary's log
public record Passed(long position, TransactionId transaction, long tiyn)
    implements Comparable<Passed> {
  private static final Comparator<Passed> ORDER =
      Comparator.comparingLong(Passed::position)
          .thenComparing(passed -> passed.transaction().hash());

  public Passed {
    if (position < 0 || tiyn <= 0) {
      throw new IllegalArgumentException("%d passed at %d".formatted(tiyn, position));
    }
  }

  /// By position.
  @Override
  public int compareTo(Passed other) {
    return ORDER.compare(this, other);
  }

  void writeTo(CborWriter out) {
    out.array(3).uint(position);
    transaction.writeTo(out);
    out.uint(tiyn);
  }

  static Passed readFrom(CborReader in) {
    in.arrayOf(3);
    return new Passed(in.uint(), TransactionId.readFrom(in), in.uint(Long.MAX_VALUE));
  }
}
