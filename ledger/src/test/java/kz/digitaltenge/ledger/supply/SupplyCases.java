package kz.digitaltenge.ledger.supply;

import static kz.digitaltenge.ledger.testkit.TestNetwork.ALTYN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.testkit.RandomValues;
import kz.digitaltenge.ledger.testkit.TestNetwork;

/// Evidence of what a node said at a cut, taken out of a day that is spoilt in one place. The same
/// bytes in every run.
public final class SupplyCases {
  private SupplyCases() {}

  /// Halyk's books at the end of a day.
  static Evidence.FalseBooks books(Consumer<SupplyDay> spoil) {
    var day = new SupplyDay();
    spoil.accept(day);
    SupplyProof proof = day.proof();
    return new Evidence.FalseBooks(proof.cut(), said(proof, HALYK));
  }

  /// Halyk has more than came.
  public static Evidence.FalseBooks falseBooks() {
    return books(day -> day.book(HALYK).held.merge(day.thousand.ref(), 1L, Long::sum));
  }

  /// Halyk says two things at one cut.
  public static Evidence.TwoStatements twoStatements() {
    var day = new SupplyDay();
    SupplyProof one = day.proof();
    day.book(HALYK).held.remove(day.thousand.ref());
    SupplyProof other = day.proof();
    return new Evidence.TwoStatements(one.cut(), said(one, HALYK), other.cut(), said(other, HALYK));
  }

  /// Halyk says at one cut what came before `spoil` and at the next what came after.
  static Evidence.TwoStatements twoCuts(Consumer<SupplyDay> spoil) {
    var day = new SupplyDay();
    SupplyProof one = day.proof();
    day.issue(1, ALTYN);
    spoil.accept(day);
    SupplyProof other = day.proof();
    return new Evidence.TwoStatements(one.cut(), said(one, HALYK), other.cut(), said(other, HALYK));
  }

  /// Halyk's token of 1 000 stands in its tree for 2 000.
  public static Evidence.FalseLeaf falseLeaf() {
    return leaf(day -> day.book(HALYK).held.put(day.thousand.ref(), Amount.ofTenge(2_000).tiyn()));
  }

  /// Whatever Halyk's tree has of the token of 1 000.
  static Evidence.FalseLeaf leaf(Consumer<SupplyDay> spoil) {
    var day = new SupplyDay();
    spoil.accept(day);
    SupplyProof proof = day.proof();
    Opening opening =
        proof.openings().stream()
            .filter(each -> each.node().equals(HALYK))
            .filter(each -> each.reference().equals(day.thousand.ref()))
            .findFirst()
            .orElseThrow();
    return new Evidence.FalseLeaf(proof.cut(), said(proof, HALYK), opening);
  }

  /// Halyk leaves out its token of 1 000.
  public static Evidence.FalseReferences disowned() {
    var day = new SupplyDay();
    day.book(HALYK).held.remove(day.thousand.ref());
    return references(day, HALYK, day.thousand.ref());
  }

  /// Halyk claims a token of CenterCredit's.
  public static Evidence.FalseReferences foreign() {
    var day = new SupplyDay();
    StateRef his = day.issue(3, CENTERCREDIT).ref();
    day.book(HALYK).held.put(his, 0L);
    return references(day, HALYK, his);
  }

  /// Halyk claims what never was.
  public static Evidence.FalseReferences notLive() {
    var day = new SupplyDay();
    StateRef nothing = new RandomValues(new SplittableRandom(7)).stateRef();
    day.book(HALYK).held.put(nothing, 0L);
    return references(day, HALYK, nothing);
  }

  /// Halyk lists its token of 1 000 twice.
  public static Evidence.FalseReferences twice() {
    Evidence.FalseReferences once = disowned();
    var day = new SupplyDay();
    var listed = new ArrayList<>(once.claim().references());
    listed.add(once.reference());
    listed.add(once.reference());
    return new Evidence.FalseReferences(
        once.cut(),
        BucketClaim.sign(
            said(day.proof(), HALYK).statement(),
            once.claim().bucket(),
            listed,
            SupplyDay.NETWORK.node(HALYK).identity()),
        once.reference(),
        Optional.empty(),
        Optional.empty());
  }

  /// Halyk leaves out a payment of 1 200 to CenterCredit.
  public static Evidence.FalseTurnover falseTurnover() {
    return turnover(HALYK, _ -> List.of());
  }

  /// What one side lists of Halyk's first payment to CenterCredit.
  static Evidence.FalseTurnover turnover(NodeId side, UnaryOperator<List<Passed>> list) {
    var day = new SupplyDay();
    var pair = new Pair(TestNetwork.KZT, HALYK, CENTERCREDIT);
    day.lists.put(side, list);
    SupplyProof proof = day.proof();
    Passed passed = Objects.requireNonNull(day.passed.get(pair)).getFirst();
    var question =
        new PairQuestion(
            NodeStatement.cut(proof.cut().head()),
            pair,
            new Stretch(0, proof.position()),
            Instant.EPOCH,
            0);
    return new Evidence.FalseTurnover(
        proof.cut(),
        day.answer(proof, side, question).orElseThrow(),
        day.witness(passed.transaction()).orElseThrow());
  }

  private static Evidence.FalseReferences references(
      SupplyDay day, NodeId node, StateRef reference) {
    SupplyProof proof = day.proof();
    Dispute dispute =
        proof.disputes().stream()
            .filter(each -> each.live().bucket() == TreeKey.bucket(reference))
            .findFirst()
            .orElseThrow();
    return new Evidence.FalseReferences(
        proof.cut(),
        dispute.claims().stream()
            .filter(claim -> claim.node().equals(node))
            .findFirst()
            .orElseThrow(),
        reference,
        Optional.of(new Evidence.Live(dispute.live(), dispute.members())),
        dispute.creations().stream()
            .filter(creation -> creation.reference().equals(reference))
            .map(
                creation ->
                    new Provenance.Notarised(creation.state().orElseThrow(), creation.decision()))
            .findFirst());
  }

  private static SignedStatement said(SupplyProof proof, NodeId node) {
    return proof.statement(node).orElseThrow();
  }

  /// A head that no member signed.
  static SignedHead unsigned(SignedHead head) {
    return new SignedHead(head.head(), List.of());
  }
}
