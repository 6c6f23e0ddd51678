package kz.digitaltenge.ledger.supply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;

/// Looks for the transaction on which the two sides of a pair differ: asks both about a stretch of
/// the log, goes into the first part in which they differ, and so on until both list what they
/// have. A minute of a busy log takes three questions to each, the longest log twelve.
public final class PairSearch {
  /// Asks one side, and takes what it says; empty when it says nothing.
  @FunctionalInterface
  public interface Sides {
    Optional<PairPart> ask(NodeId side, PairQuestion question);
  }

  /// Shows a transaction; empty when nobody does.
  @FunctionalInterface
  public interface Shower {
    Optional<PairWitness> show(TransactionId transaction);
  }

  private final Sides sides;
  private final Shower shower;

  public PairSearch(Sides sides, Shower shower) {
    this.sides = sides;
    this.shower = shower;
  }

  /// Searches the stretch between an earlier cut at which both agreed, or the beginning, and this.
  ///
  /// @param before what they said there, or nothing
  public PairDispute search(SupplyProof proof, Pair pair, List<LastWord> before) {
    Hash cut = NodeStatement.cut(proof.cut().head());
    long from = before.isEmpty() ? 0 : before.getFirst().cut().head().size();
    Instant since = before.isEmpty() ? Instant.EPOCH : before.getFirst().cut().head().logTime();
    var given = new ArrayList<PairPart>();
    var got = new ArrayList<PairPart>();
    long agreed = before.isEmpty() ? 0 : pair.statedBy(before.getFirst().said().statement());
    long sent = stated(proof, pair, pair.from()) - agreed;
    long received = stated(proof, pair, pair.to()) - agreed;
    Optional<Stretch> next = Optional.of(new Stretch(from, proof.position()));
    while (next.isPresent() && given.size() < PairDispute.DEPTH_MAX && sent >= 0 && received >= 0) {
      Stretch stretch = next.get();
      var one = sides.ask(pair.from(), new PairQuestion(cut, pair, stretch, since, sent));
      var other = sides.ask(pair.to(), new PairQuestion(cut, pair, stretch, since, received));
      one.ifPresent(given::add);
      other.ifPresent(got::add);
      if (one.isEmpty() || other.isEmpty() || (one.get().isList() && other.get().isList())) {
        break;
      }
      next = PairDispute.narrower(one.get(), other.get());
      if (next.isPresent()) {
        int number = stretch.parts().indexOf(next.get());
        sent = one.get().part(number);
        received = other.get().part(number);
      }
    }
    return new PairDispute(pair, before, given, got, witness(given, got));
  }

  private static long stated(SupplyProof proof, Pair pair, NodeId node) {
    return proof.statement(node).map(said -> pair.statedBy(said.statement())).orElse(0L);
  }

  private Optional<PairWitness> witness(List<PairPart> given, List<PairPart> got) {
    boolean listed =
        !given.isEmpty() && !got.isEmpty() && given.getLast().isList() && got.getLast().isList();
    return listed
        ? firstDifference(given.getLast(), got.getLast())
            .flatMap(passed -> shower.show(passed.transaction()))
        : Optional.empty();
  }

  /// The first transaction of which two lists tell different things.
  static Optional<Passed> firstDifference(PairPart given, PairPart got) {
    var all = new TreeSet<Passed>();
    all.addAll(given.listed());
    all.addAll(got.listed());
    return all.stream()
        .filter(
            each ->
                given.tiyn(each.position(), each.transaction())
                    != got.tiyn(each.position(), each.transaction()))
        .findFirst();
  }
}
