package kz.digitaltenge.ledger.supply;

import static kz.digitaltenge.ledger.supply.SupplyDay.AIGERIM;
import static kz.digitaltenge.ledger.supply.SupplyDay.DAULET;
import static kz.digitaltenge.ledger.supply.SupplyDay.NETWORK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.ALTYN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.EURASIAN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.RandomValues;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One lie a row, told by a node with its own valid keys, or one change to the proof.
final class SupplyCheckTest {
  /// @param finding the kind that must be among those found
  /// @param charged everybody who is named by any finding
  record Row(
      String lie,
      Class<? extends SupplyFinding> finding,
      Set<NodeId> charged,
      Consumer<SupplyDay> before,
      UnaryOperator<SupplyProof> after) {
    @Override
    public String toString() {
      return lie;
    }
  }

  static List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.addAll(books());
    rows.addAll(inflation());
    rows.addAll(proofs());
    return rows;
  }

  private static List<Row> books() {
    return List.of(
        told("a reference is claimed that never was", SupplyFinding.NotLive.class, HALYK)
            .by(day -> day.book(HALYK).held.put(anyReference(), 5L)),
        told("a reference is claimed again after it was spent", SupplyFinding.NotLive.class, HALYK)
            .by(
                day -> {
                  day.pay(day.thousand, AIGERIM, 1_000, HALYK, DAULET);
                  day.book(HALYK).held.put(day.thousand.ref(), 0L);
                }),
        told("another's reference is claimed", SupplyFinding.ClaimedTwice.class, ALTYN)
            .by(day -> day.book(ALTYN).held.put(day.thousand.ref(), 0L)),
        told("a reference is disowned", SupplyFinding.Unclaimed.class, HALYK)
            .by(day -> day.book(HALYK).held.remove(day.thousand.ref())),
        told("the sum is not the position", SupplyFinding.SumOffPosition.class, HALYK)
            .by(day -> day.book(HALYK).held.merge(day.thousand.ref(), 1L, Long::sum)),
        told(
                "less is said to have gone out than came in elsewhere",
                SupplyFinding.PairDiffers.class,
                HALYK,
                CENTERCREDIT)
            .by(day -> day.book(HALYK).out.merge(CENTERCREDIT, -1L, Long::sum)),
        told(
                "more is said to have come in than went out elsewhere",
                SupplyFinding.PairDiffers.class,
                EURASIAN,
                CENTERCREDIT)
            .by(day -> day.book(EURASIAN).in.merge(CENTERCREDIT, 1L, Long::sum)),
        told("something came from itself", SupplyFinding.PairDiffers.class, ALTYN)
            .by(day -> day.book(ALTYN).in.put(ALTYN, 7L)),
        told("a bank issues", SupplyFinding.IssuedByAnother.class, ALTYN)
            .by(day -> day.book(ALTYN).issued = Amount.ofTenge(9)),
        told("the issuer hides an issue", SupplyFinding.RegisterDiffers.class, CENTRAL_BANK)
            .by(
                day ->
                    day.book(CENTRAL_BANK).issued =
                        day.book(CENTRAL_BANK).issued.minus(Amount.ofTenge(1))),
        told("the trees hold another number", SupplyFinding.CountsDiffer.class, HALYK)
            .by(day -> day.book(HALYK).referencesMore = 1),
        told(
                "two banks exchange what they claim",
                SupplyFinding.LeafFalse.class,
                HALYK,
                CENTERCREDIT)
            .by(SupplyCheckTest::exchange));
  }

  private static List<Row> inflation() {
    return List.of(
        told("money from nothing, honestly summed", SupplyFinding.SumOffPosition.class, HALYK)
            .by(SupplyCheckTest::inflate),
        told("money from nothing, summed as it should be", SupplyFinding.LeafFalse.class, HALYK)
            .by(
                day -> {
                  Spendable more = inflate(day);
                  day.book(HALYK).held.put(more.ref(), Amount.ofTenge(1_000).tiyn());
                }),
        told("money from nothing, not claimed", SupplyFinding.Unclaimed.class, HALYK)
            .by(day -> day.book(HALYK).held.remove(inflate(day).ref())),
        told("money from nothing, passed on", SupplyFinding.PositionNegative.class, HALYK)
            .by(day -> day.pay(inflate(day), AIGERIM, 900_000, ALTYN, DAULET)));
  }

  private static List<Row> proofs() {
    return List.of(
        told("a statement is another's", SupplyFinding.StatementFalse.class)
            .into(
                proof ->
                    statements(
                        proof,
                        with(
                            without(proof, ALTYN),
                            SignedStatement.sign(
                                proof.statement(ALTYN).orElseThrow().statement(),
                                NETWORK.node(HALYK).identity())))),
        told("a statement is of another cut", SupplyFinding.StatementFalse.class)
            .into(
                proof ->
                    statements(
                        proof,
                        with(
                            without(proof, ALTYN),
                            new SupplyDay()
                                .statement(ALTYN, new SupplyDay().later(proof.cut(), 9))))),
        told("the live set is a minority's", SupplyFinding.LiveSetUnproven.class)
            .into(
                proof ->
                    new SupplyProof(
                        proof.parameters(),
                        proof.cut(),
                        proof.live(),
                        proof.members().subList(0, 1),
                        proof.statements(),
                        proof.challenge(),
                        proof.openings(),
                        proof.disputes(),
                        proof.lastWords(),
                        proof.pairDisputes())),
        told("the draw was known before", SupplyFinding.HeadFalse.class)
            .into(proof -> challenge(proof, proof.cut())),
        told("the draw is nobody's", SupplyFinding.HeadFalse.class)
            .into(proof -> challenge(proof, new SignedHead(proof.challenge().head(), List.of()))),
        told("one leaf is not opened", SupplyFinding.LeafNotOpened.class)
            .into(SupplyCheckTest::openAllButOne),
        told("a leaf shows what created another", SupplyFinding.OpeningFalse.class)
            .into(SupplyCheckTest::exchangeProvenance),
        told("a leaf is opened by a genesis that is none", SupplyFinding.OpeningFalse.class)
            .into(
                proof ->
                    opened(
                        proof,
                        each -> each.node().equals(CENTERCREDIT),
                        each -> provenance(each, new Provenance.Genesis(each.asset())))),
        told("the register is shown by nobody", SupplyFinding.RegisterNotShown.class)
            .into(
                proof ->
                    opened(
                        proof,
                        each -> each.node().equals(CENTRAL_BANK) && each.tiyn() == 0,
                        each -> provenance(each, new Provenance.Genesis(each.asset())))),
        told("the cut is signed by nobody", SupplyFinding.HeadFalse.class)
            .into(
                proof ->
                    new SupplyProof(
                        proof.parameters(),
                        new SignedHead(proof.cut().head(), List.of()),
                        proof.live(),
                        proof.members(),
                        proof.statements(),
                        proof.challenge(),
                        proof.openings(),
                        proof.disputes(),
                        proof.lastWords(),
                        proof.pairDisputes())),
        told("the parameters are missing", SupplyFinding.ParametersFalse.class)
            .into(
                proof ->
                    new SupplyProof(
                        List.of(),
                        proof.cut(),
                        proof.live(),
                        proof.members(),
                        proof.statements(),
                        proof.challenge(),
                        proof.openings(),
                        proof.disputes(),
                        proof.lastWords(),
                        proof.pairDisputes())));
  }

  @Test
  void aTrueProofHolds() {
    var day = new SupplyDay();
    SupplyVerdict verdict = day.verdict(day.proof());

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.totals())
        .extracting(SupplyVerdict.Total::circulating)
        .contains(Amount.ofTenge(8_000));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aLieIsFoundAndTheLiarNamed(Row row) {
    var day = new SupplyDay();
    row.before.accept(day);

    SupplyVerdict verdict = day.verdict(row.after.apply(day.proof()));

    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.findings()).hasAtLeastOneElementOfType(row.finding);
    assertThat(verdict.charged()).isEqualTo(row.charged);
    assertThat(verdict.findings()).extracting(SupplyFinding::sentence).doesNotContain("");
  }

  /// Whoever keeps or carries a proof can change it, and accuses nobody by that.
  @Test
  void aChangedFileIsNeverGreenAndChargesNobody() {
    var day = new SupplyDay();
    byte[] bytes = day.proof().encode();
    var judged = new EnumMap<SupplyOutcome, Integer>(SupplyOutcome.class);
    for (int i = 0; i < bytes.length; i += 5) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << (i * 7 % 8));
      try {
        SupplyVerdict verdict = day.verdict(SupplyProof.decode(flipped));
        assertThat(verdict.outcome()).as("byte %d", i).isNotEqualTo(SupplyOutcome.GREEN);
        assertThat(verdict.charged()).as("byte %d: %s", i, verdict.findings()).isEmpty();
        judged.merge(verdict.outcome(), 1, Integer::sum);
      } catch (MalformedException e) {
        assertThat(e.offset()).isBetween(0, bytes.length);
      }
    }
    assertThat(judged).containsKey(SupplyOutcome.RED);
  }

  @Test
  void whoIsSilentIsNamedAndNobodyIsAccused() {
    var day = new SupplyDay();
    day.silent.add(ALTYN);
    day.silent.add(EURASIAN);

    assertThat(day.verdict(day.proof()))
        .isEqualTo(
            new SupplyVerdict.Incomplete(
                new SupplyDay().verdict(new SupplyDay().proof()).totals(),
                List.of(nothingStated(ALTYN), nothingStated(EURASIAN))));
  }

  @Test
  void whoStatesItsBooksAndOpensNothingIsSilentToo() {
    var day = new SupplyDay();

    SupplyVerdict verdict = day.verdict(unopened(day.proof(), HALYK));

    assertThat(verdict.outcome()).isEqualTo(SupplyOutcome.INCOMPLETE);
    assertThat(verdict.silences())
        .containsExactly(new Silence(HALYK, Silence.What.OPENED_NOTHING, Optional.empty()));
    assertThat(verdict.charged()).isEmpty();
  }

  @Test
  void sinceWhenSomebodyIsSilentIsProvedByItsLastWord() {
    var day = new SupplyDay();
    SupplyProof before = day.proof();
    day.silent.add(ALTYN);
    SignedStatement word = before.statement(ALTYN).orElseThrow();

    SupplyVerdict verdict =
        day.verdict(day.proof().withLastWords(List.of(new LastWord(before.cut(), word))));
    SupplyVerdict forged =
        day.verdict(
            day.proof().withLastWords(List.of(new LastWord(day.later(before.cut(), 7), word))));

    assertThat(verdict.silences().getFirst().since()).contains(before.cut().head());
    assertThat(verdict.silences().getFirst().sentence())
        .contains("since the cut at log position " + before.position());
    assertThat(forged.silences()).containsExactly(nothingStated(ALTYN));
  }

  @ParameterizedTest
  @MethodSource("liesBesideSilence")
  void aLieIsFoundWhileAnotherIsSilent(Row row) {
    var day = new SupplyDay();
    day.silent.add(EURASIAN);
    row.before.accept(day);

    SupplyVerdict verdict = day.verdict(row.after.apply(day.proof()));

    assertThat(verdict.outcome()).isEqualTo(SupplyOutcome.RED);
    assertThat(verdict.findings()).hasAtLeastOneElementOfType(row.finding);
    assertThat(verdict.charged()).isEqualTo(row.charged);
    assertThat(verdict.silences()).containsExactly(nothingStated(EURASIAN));
  }

  /// Whatever does not take everybody's word to be seen.
  static List<Row> liesBesideSilence() {
    var alone =
        Set.of(
            SupplyFinding.SumOffPosition.class,
            SupplyFinding.PositionNegative.class,
            SupplyFinding.IssuedByAnother.class,
            SupplyFinding.CountsDiffer.class,
            SupplyFinding.RegisterDiffers.class,
            SupplyFinding.LeafFalse.class);
    var rows = new ArrayList<Row>();
    rows.addAll(books().stream().filter(row -> alone.contains(row.finding)).toList());
    rows.addAll(inflation().stream().filter(row -> alone.contains(row.finding)).toList());
    rows.add(
        told("more is claimed than is live", SupplyFinding.ClaimedTwice.class, ALTYN)
            .by(
                day ->
                    day.book(HALYK).held.keySet().stream()
                        .filter(day.created::containsKey)
                        .forEach(reference -> day.book(ALTYN).held.put(reference, 0L))));
    rows.add(
        told("more is held than is in circulation", SupplyFinding.SupplyDiffers.class, HALYK)
            .by(
                day ->
                    day.book(HALYK)
                        .held
                        .merge(day.thousand.ref(), Amount.ofTenge(9_000).tiyn(), Long::sum)));
    return rows;
  }

  private static Silence nothingStated(NodeId node) {
    return new Silence(node, Silence.What.STATED_NOTHING, Optional.empty());
  }

  @Test
  void aProofOfAnotherNetworkIsNone() {
    var day = new SupplyDay();

    assertThat(
            SupplyCheck.judge(
                    day.proof(),
                    Hash.sha256(),
                    new kz.digitaltenge.ledger.testkit.RememberingVerifier())
                .findings())
        .containsExactly(new SupplyFinding.ParametersFalse());
  }

  @Test
  void aProofIsReadBackAsWritten() {
    SupplyProof proof = new SupplyDay().proof();

    assertThat(SupplyProof.decode(proof.encode())).isEqualTo(proof);
  }

  /// A token of 1 000 becomes one of a million, by a transaction that only Halyk attests.
  private static Spendable inflate(SupplyDay day) {
    return day.commit(
            day.ledger
                .hold(
                    day.thousand,
                    AIGERIM,
                    new kz.digitaltenge.ledger.Condition.Signed(AIGERIM.publicKey()))
                .output(0, TestLedger.token(Amount.ofTenge(1_000_000), AIGERIM.publicKey(), HALYK)))
        .getFirst();
  }

  private static void exchange(SupplyDay day) {
    Spendable his = day.issue(1_000, CENTERCREDIT);
    day.book(HALYK).held.remove(day.thousand.ref());
    day.book(CENTERCREDIT).held.remove(his.ref());
    day.book(HALYK).held.put(his.ref(), Amount.ofTenge(1_000).tiyn());
    day.book(CENTERCREDIT).held.put(day.thousand.ref(), Amount.ofTenge(1_000).tiyn());
  }

  private static StateRef anyReference() {
    return new RandomValues(new SplittableRandom(7)).stateRef();
  }

  private static SupplyProof openAllButOne(SupplyProof proof) {
    List<Opening> openings = new ArrayList<>(proof.openings());
    openings.remove(
        openings.stream().filter(each -> each.node().equals(HALYK)).findFirst().orElseThrow());
    return openings(proof, openings);
  }

  /// As if the node had gone away after its statement.
  private static SupplyProof unopened(SupplyProof proof, NodeId node) {
    return openings(
        proof, proof.openings().stream().filter(each -> !each.node().equals(node)).toList());
  }

  private static SupplyProof exchangeProvenance(SupplyProof proof) {
    List<Opening> openings = new ArrayList<>(proof.openings());
    List<Opening> halyks =
        openings.stream()
            .filter(each -> each.node().equals(HALYK))
            .filter(each -> each.asset().equals(kz.digitaltenge.ledger.testkit.TestNetwork.KZT))
            .toList();
    Opening first = halyks.getFirst();
    openings.remove(first);
    openings.add(provenance(first, halyks.getLast().provenance()));
    return openings(proof, openings);
  }

  private static SupplyProof opened(
      SupplyProof proof, Predicate<Opening> which, UnaryOperator<Opening> change) {
    return openings(
        proof,
        proof.openings().stream()
            .map(each -> which.test(each) ? change.apply(each) : each)
            .toList());
  }

  private static Opening provenance(Opening opening, Provenance provenance) {
    return new Opening(
        opening.node(),
        opening.asset(),
        opening.reference(),
        opening.tiyn(),
        opening.siblings(),
        provenance);
  }

  private static List<SignedStatement> without(SupplyProof proof, NodeId node) {
    return proof.statements().stream()
        .filter(each -> !each.statement().node().equals(node))
        .toList();
  }

  private static List<SignedStatement> with(List<SignedStatement> some, SignedStatement more) {
    var all = new ArrayList<>(some);
    all.add(more);
    return all;
  }

  /// Leaves are drawn from the statements too, so everything is opened anew.
  private static SupplyProof statements(SupplyProof proof, List<SignedStatement> statements) {
    return new SupplyProof(
        proof.parameters(),
        proof.cut(),
        proof.live(),
        proof.members(),
        statements,
        proof.challenge(),
        proof.openings(),
        proof.disputes(),
        proof.lastWords(),
        proof.pairDisputes());
  }

  private static SupplyProof challenge(SupplyProof proof, SignedHead challenge) {
    return new SupplyProof(
        proof.parameters(),
        proof.cut(),
        proof.live(),
        proof.members(),
        proof.statements(),
        challenge,
        proof.openings(),
        proof.disputes(),
        proof.lastWords(),
        proof.pairDisputes());
  }

  private static SupplyProof openings(SupplyProof proof, List<Opening> openings) {
    return proof.withOpenings(openings);
  }

  private static Told told(String lie, Class<? extends SupplyFinding> finding, NodeId... charged) {
    return new Told(lie, finding, Set.of(charged));
  }

  private record Told(String lie, Class<? extends SupplyFinding> finding, Set<NodeId> charged) {
    Row by(Consumer<SupplyDay> before) {
      return new Row(lie, finding, charged, before, UnaryOperator.identity());
    }

    Row into(UnaryOperator<SupplyProof> after) {
      return new Row(lie, finding, charged, _ -> {}, after);
    }
  }
}
