package kz.digitaltenge.ledger.supply;

import static kz.digitaltenge.ledger.supply.SupplyCases.unsigned;
import static kz.digitaltenge.ledger.supply.SupplyDay.AIGERIM;
import static kz.digitaltenge.ledger.supply.SupplyDay.DAULET;
import static kz.digitaltenge.ledger.supply.SupplyDay.NETWORK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.ALTYN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.evidence.Breach;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.Doubt;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a node said of its books proves a breach against it, and with one thing changed nothing.
public final class SupplyEvidenceTest {
  private static final RememberingVerifier VERIFIER = new RememberingVerifier();

  /// @param rule part of what is said to be wrong
  record Proof(String what, Evidence evidence, Breach breach, String rule) {
    @Override
    public String toString() {
      return what;
    }
  }

  record Nothing(String what, Evidence evidence, Doubt doubt) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Proof> proofs() {
    return Stream.of(
        new Proof(
            "a sum off the position",
            SupplyCases.falseBooks(),
            Breach.STATED_BOOKS_THAT_DO_NOT_ADD_UP,
            "its position is"),
        new Proof(
            "a negative position",
            SupplyCases.books(
                day -> day.book(HALYK).out.merge(ALTYN, Amount.ofTenge(90_000).tiyn(), Long::sum)),
            Breach.STATED_BOOKS_THAT_DO_NOT_ADD_UP,
            "passed on more"),
        new Proof(
            "an issue by a bank",
            SupplyCases.books(day -> day.book(HALYK).issued = Amount.ofTenge(9)),
            Breach.STATED_BOOKS_THAT_DO_NOT_ADD_UP,
            "has "),
        new Proof(
            "trees of another number",
            SupplyCases.books(day -> day.book(HALYK).referencesMore = 1),
            Breach.STATED_BOOKS_THAT_DO_NOT_ADD_UP,
            "its trees hold"),
        new Proof(
            "two statements of one cut",
            SupplyCases.twoStatements(),
            Breach.STATED_TWO_THINGS_OF_ONE_CUT,
            "it signed two statements"),
        new Proof(
            "a total that went back",
            SupplyCases.twoCuts(day -> day.book(HALYK).out.merge(CENTERCREDIT, -1L, Long::sum)),
            Breach.STATED_TOTALS_THAT_WENT_BACK,
            "KZT to KCJBKZKX went from"),
        new Proof(
            "a total that is gone",
            SupplyCases.twoCuts(day -> day.book(HALYK).in.clear()),
            Breach.STATED_TOTALS_THAT_WENT_BACK,
            "to 0"),
        new Proof(
            "a leaf worth another sum",
            SupplyCases.falseLeaf(),
            Breach.STATED_WHAT_THE_LEDGER_DOES_NOT_SAY,
            "the ledger says 100000"),
        new Proof(
            "a reference disowned",
            SupplyCases.disowned(),
            Breach.DISOWNED_WHAT_IS_ITS_OWN,
            "it leaves out"),
        new Proof(
            "another bank's reference claimed",
            SupplyCases.foreign(),
            Breach.CLAIMED_WHAT_IS_NOT_ITS_OWN,
            "KCJBKZKX looks after"),
        new Proof(
            "a reference claimed that never was",
            SupplyCases.notLive(),
            Breach.CLAIMED_WHAT_IS_NOT_LIVE,
            "which is not"),
        new Proof(
            "a payment left out of what passed",
            SupplyCases.falseTurnover(),
            Breach.LISTED_WHAT_THE_LEDGER_DOES_NOT_SAY,
            "it lists 0 tiyn from HSBKKZKX to KCJBKZKX"),
        new Proof("a reference listed twice", SupplyCases.twice(), Breach.CLAIMED_TWICE, "twice"));
  }

  /// The breaches that have a row here.
  public static Stream<Breach> breaches() {
    return proofs().map(Proof::breach);
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aNodesOwnWordsProveItsBreach(Proof proof) {
    assertThat(judge(proof.evidence))
        .isInstanceOfSatisfying(
            Judgement.Proved.class,
            proved -> {
              assertThat(proved.culprit()).isEqualTo(new Culprit.Node(HALYK));
              assertThat(proved.breach()).isEqualTo(proof.breach);
              assertThat(proved.what()).contains("log position", proof.rule);
            });
  }

  static Stream<Nothing> nothings() {
    return Stream.of(
        nothing("true books", SupplyCases.books(_ -> {}), Doubt.NOTHING_IS_WRONG),
        nothing(
            "books at a cut that nobody signed",
            new Evidence.FalseBooks(
                unsigned(SupplyCases.falseBooks().cut()), SupplyCases.falseBooks().said()),
            Doubt.NOT_IN_LOG),
        nothing(
            "books of another cut",
            new Evidence.FalseBooks(
                SupplyCases.twoCuts(_ -> {}).secondCut(), SupplyCases.falseBooks().said()),
            Doubt.PARTS_DO_NOT_MATCH),
        nothing(
            "books under another's signature",
            new Evidence.FalseBooks(
                SupplyCases.falseBooks().cut(),
                SignedStatement.sign(
                    SupplyCases.falseBooks().said().statement(), NETWORK.node(ALTYN).identity())),
            Doubt.SIGNATURE_WRONG),
        nothing(
            "the same said twice",
            new Evidence.TwoStatements(
                SupplyCases.twoStatements().firstCut(),
                SupplyCases.twoStatements().first(),
                SupplyCases.twoStatements().firstCut(),
                SupplyCases.twoStatements().first()),
            Doubt.NOTHING_IS_WRONG),
        nothing(
            "totals that grew",
            SupplyCases.twoCuts(day -> day.pay(day.thousand, AIGERIM, 5, CENTERCREDIT, DAULET)),
            Doubt.NOTHING_IS_WRONG),
        nothing(
            "totals that grew, shown backwards",
            backwards(
                SupplyCases.twoCuts(
                    day -> day.pay(day.thousand, AIGERIM, 5, CENTERCREDIT, DAULET))),
            Doubt.PARTS_DO_NOT_MATCH),
        nothing("a true leaf", SupplyCases.leaf(_ -> {}), Doubt.NOTHING_IS_WRONG),
        nothing(
            "a leaf beside another's statement",
            new Evidence.FalseLeaf(
                SupplyCases.falseLeaf().cut(),
                SupplyCases.books(_ -> {}).said(),
                SupplyCases.falseLeaf().opening()),
            Doubt.PARTS_DO_NOT_MATCH),
        nothing(
            "a leaf with what created another",
            createdBy(SupplyCases.falseLeaf(), SupplyCases.foreign().creation().orElseThrow()),
            Doubt.INPUT_PROOFS_DO_NOT_HOLD),
        nothing(
            "a reference disowned, unless it is live",
            without(SupplyCases.disowned(), true, false),
            Doubt.PART_IS_NOT_SHOWN),
        nothing(
            "a reference disowned, whosever it is",
            without(SupplyCases.disowned(), false, true),
            Doubt.PART_IS_NOT_SHOWN),
        nothing(
            "a reference claimed by its custodian",
            claimedByItsCustodian(),
            Doubt.NOTHING_IS_WRONG),
        nothing(
            "a reference of another part",
            new Evidence.FalseReferences(
                SupplyCases.disowned().cut(),
                SupplyCases.disowned().claim(),
                SupplyCases.foreign().reference(),
                SupplyCases.disowned().live(),
                SupplyCases.foreign().creation()),
            Doubt.PARTS_DO_NOT_MATCH),
        nothing(
            "a payment listed as it is",
            SupplyCases.turnover(CENTERCREDIT, UnaryOperator.identity()),
            Doubt.NOTHING_IS_WRONG),
        nothing(
            "a payment left out, with outputs hidden",
            new Evidence.FalseTurnover(
                SupplyCases.falseTurnover().cut(),
                SupplyCases.falseTurnover().part(),
                new PairWitness(SupplyCases.falseTurnover().witness().decision(), List.of())),
            Doubt.PART_IS_NOT_SHOWN),
        nothing(
            "a list of another side's",
            new Evidence.FalseTurnover(
                SupplyCases.falseTurnover().cut(),
                PairPart.sign(
                    SupplyCases.books(_ -> {}).said().statement(),
                    new Pair(TestNetwork.KZT, ALTYN, CENTERCREDIT),
                    new Stretch(0, 100),
                    List.of(),
                    NETWORK.node(HALYK).identity()),
                SupplyCases.falseTurnover().witness()),
            Doubt.PARTS_DO_NOT_MATCH),
        nothing(
            "a live set that nobody signed",
            new Evidence.FalseReferences(
                SupplyCases.notLive().cut(),
                SupplyCases.notLive().claim(),
                SupplyCases.notLive().reference(),
                SupplyCases.notLive()
                    .live()
                    .map(live -> new Evidence.Live(live.bucket(), List.of())),
                Optional.empty()),
            Doubt.NOT_IN_LOG));
  }

  @ParameterizedTest
  @MethodSource("nothings")
  void withOneThingChangedItProvesNothing(Nothing nothing) {
    assertThat(judge(nothing.evidence))
        .isInstanceOfSatisfying(
            Judgement.NotProved.class,
            not -> assertThat(not.doubt()).as(not.why()).isEqualTo(nothing.doubt));
  }

  private static Evidence backwards(Evidence.TwoStatements two) {
    return new Evidence.TwoStatements(two.secondCut(), two.second(), two.firstCut(), two.first());
  }

  private static Evidence createdBy(Evidence.FalseLeaf leaf, Provenance.Notarised creation) {
    Opening opening = leaf.opening();
    return new Evidence.FalseLeaf(
        leaf.cut(),
        leaf.said(),
        new Opening(
            opening.node(),
            opening.asset(),
            opening.reference(),
            opening.tiyn(),
            opening.siblings(),
            creation));
  }

  private static Evidence without(
      Evidence.FalseReferences references, boolean live, boolean creation) {
    return new Evidence.FalseReferences(
        references.cut(),
        references.claim(),
        references.reference(),
        references.live().filter(_ -> !live),
        references.creation().filter(_ -> !creation));
  }

  /// The list is CenterCredit's, whose token it is.
  private static Evidence claimedByItsCustodian() {
    Evidence.FalseReferences foreign = SupplyCases.foreign();
    return new Evidence.FalseReferences(
        foreign.cut(),
        BucketClaim.sign(
            new NodeStatement(
                NETWORK.networkId(),
                CENTERCREDIT,
                foreign.claim().cut(),
                0,
                SetHash.EMPTY,
                List.of()),
            foreign.claim().bucket(),
            List.of(foreign.reference()),
            NETWORK.node(CENTERCREDIT).identity()),
        foreign.reference(),
        foreign.live(),
        foreign.creation());
  }

  private static Nothing nothing(String what, Evidence evidence, Doubt doubt) {
    return new Nothing(what, evidence, doubt);
  }

  private static Judgement judge(Evidence evidence) {
    return new EvidenceFile(
            List.of(NETWORK.signed(NETWORK.parameters())), "NBRKKZKX", TestNetwork.NOW, evidence)
        .judge(NETWORK.networkId(), VERIFIER);
  }
}
