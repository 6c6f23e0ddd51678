package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// Why the two sides of a pair state different totals: what each has of ever shorter stretches of
/// the log, down to the transaction on which they differ.
///
/// @param before what both said at an earlier cut, when they agreed there: first the giving side
/// @param given the giving side's words, from the whole stretch down
/// @param got the receiving side's
/// @param witness the transaction itself, when somebody has shown it
public record PairDispute(
    Pair pair,
    List<LastWord> before,
    List<PairPart> given,
    List<PairPart> got,
    Optional<PairWitness> witness) {
  /// A stretch of all positions there can be is down to one after so many steps.
  public static final int DEPTH_MAX = 12;

  public PairDispute {
    before = List.copyOf(before);
    given = List.copyOf(given);
    got = List.copyOf(got);
    if (before.size() != 0 && before.size() != 2) {
      throw new IllegalArgumentException("an earlier cut has two sides");
    }
  }

  /// The first part in which two words about one stretch differ.
  static Optional<Stretch> narrower(PairPart given, PairPart got) {
    List<Stretch> parts = given.stretch().parts();
    for (int i = 0; i < parts.size(); i++) {
      if (given.part(i) != got.part(i)) {
        return Optional.of(parts.get(i));
      }
    }
    return Optional.empty();
  }

  void writeTo(CborWriter out) {
    pair.writeTo(out.array(5));
    Encoding.list(out, before, LastWord::writeTo);
    Encoding.list(out, given, PairPart::writeTo);
    Encoding.list(out, got, PairPart::writeTo);
    Encoding.optional(out, witness, PairWitness::writeTo);
  }

  static PairDispute readFrom(CborReader in) {
    in.arrayOf(5);
    return new PairDispute(
        Pair.readFrom(in),
        Encoding.list(in, 2, LastWord::readFrom),
        Encoding.list(in, DEPTH_MAX, PairPart::readFrom),
        Encoding.list(in, DEPTH_MAX, PairPart::readFrom),
        Encoding.optional(in, PairWitness::readFrom));
  }
}
