package kz.digitaltenge.ledger.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairWitness;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.StatementCheck;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.TreeKey;

/// Judges what a node said of its books at a cut. What somebody else must have said, or what
/// anybody can put beside the node's signature, proves nothing against it.
final class SupplyJudge {
  private final LogProofs log;

  SupplyJudge(LogProofs log) {
    this.log = log;
  }

  Judgement falseBooks(SignedHead cut, SignedStatement said) {
    return doubtOf(cut, said)
        .orElseGet(
            () -> {
              List<SupplyFinding> faults = StatementCheck.faults(said.statement());
              return faults.isEmpty()
                  ? nothingIsWrong()
                  : Judgement.proved(
                      said.statement().node(),
                      Breach.STATED_BOOKS_THAT_DO_NOT_ADD_UP,
                      at(cut) + withoutStop(faults.getFirst().sentence()));
            });
  }

  Judgement twoStatements(Evidence.TwoStatements two) {
    return doubtOf(two.firstCut(), two.first())
        .or(() -> doubtOf(two.secondCut(), two.second()))
        .orElseGet(() -> contradiction(two));
  }

  private static Judgement contradiction(Evidence.TwoStatements two) {
    NodeStatement first = two.first().statement();
    NodeStatement second = two.second().statement();
    if (!first.node().equals(second.node())) {
      return partsDoNotMatch("the statements are of two nodes");
    }
    if (first.cut().equals(second.cut())) {
      return first.equals(second)
          ? nothingIsWrong()
          : Judgement.proved(
              first.node(),
              Breach.STATED_TWO_THINGS_OF_ONE_CUT,
              at(two.firstCut()) + "it signed two statements that differ");
    }
    if (two.firstCut().head().size() > two.secondCut().head().size()) {
      return partsDoNotMatch("the first statement is of the later cut");
    }
    return StatementCheck.wentBack(first, second)
        .map(
            what ->
                Judgement.proved(
                    first.node(),
                    Breach.STATED_TOTALS_THAT_WENT_BACK,
                    "from log position %d to %d %s"
                        .formatted(
                            two.firstCut().head().size(), two.secondCut().head().size(), what)))
        .orElseGet(SupplyJudge::nothingIsWrong);
  }

  Judgement falseLeaf(SignedHead cut, SignedStatement said, Opening opening) {
    Optional<Judgement> doubt = doubtOf(cut, said);
    if (doubt.isPresent()) {
      return doubt.get();
    }
    Optional<AssetClaim> claim = said.statement().claim(opening.asset());
    boolean committed =
        opening.node().equals(said.statement().node())
            && opening.root().map(Opening.Root::node).equals(claim.map(AssetClaim::live));
    if (!committed || claim.isEmpty()) {
      return partsDoNotMatch("the leaf is not in the tree that the statement commits to");
    }
    Optional<State> state = log.state(opening.reference(), opening.provenance());
    if (state.isEmpty()) {
      return Judgement.notProved(
          Doubt.INPUT_PROOFS_DO_NOT_HOLD, "the proof of what created the leaf does not hold");
    }
    return faultOf(opening, claim.get(), state.get(), cut.head())
        .map(
            what ->
                Judgement.proved(
                    opening.node(),
                    Breach.STATED_WHAT_THE_LEDGER_DOES_NOT_SAY,
                    at(cut) + "it claims %s, and %s".formatted(opening.reference(), what)))
        .orElseGet(SupplyJudge::nothingIsWrong);
  }

  private static Optional<String> faultOf(
      Opening opening, AssetClaim claim, State state, LogHead cut) {
    long worth =
        switch (state) {
          case Token token -> token.amount().tiyn();
          case IssuanceRegister _ -> 0;
        };
    if (opening.provenance() instanceof Provenance.Notarised(_, var finality)
        && finality.position() >= cut.size()) {
      return Optional.of("it was created at log position " + finality.position());
    }
    if (!state.asset().equals(opening.asset()) || worth != opening.tiyn()) {
      return Optional.of(
          "says it is worth %d of %s; the ledger says %d of %s"
              .formatted(opening.tiyn(), opening.asset().code(), worth, state.asset().code()));
    }
    if (!state.custodian().equals(opening.node())) {
      return Optional.of("it is in the custody of " + state.custodian());
    }
    return state instanceof IssuanceRegister register
            && !(register.issued().equals(claim.issued())
                && register.redeemed().equals(claim.redeemed()))
        ? Optional.of(
            "this register has %s issued and %s redeemed; the statement says %s and %s"
                .formatted(
                    register.issued(), register.redeemed(), claim.issued(), claim.redeemed()))
        : Optional.empty();
  }

  Judgement falseReferences(Evidence.FalseReferences evidence) {
    SignedHead cut = evidence.cut();
    BucketClaim claim = evidence.claim();
    StateRef reference = evidence.reference();
    Optional<Judgement> doubt =
        doubtOf(cut, claim.node(), claim.networkId(), claim.cut())
            .or(
                () ->
                    when(
                        !claim.verifies(identity(cut, claim.node()).identityKey(), log.verifier()),
                        Doubt.SIGNATURE_WRONG,
                        "the list is not signed by " + claim.node()))
            .or(
                () ->
                    when(
                        TreeKey.bucket(reference) != claim.bucket(),
                        Doubt.PARTS_DO_NOT_MATCH,
                        "the reference does not belong into this list"))
            .or(() -> evidence.live().flatMap(live -> doubtOf(live, cut, claim)));
    if (doubt.isPresent()) {
      return doubt.get();
    }
    int times = Collections.frequency(claim.references(), reference);
    if (times > 1) {
      return proved(cut, claim, Breach.CLAIMED_TWICE, "it lists %s twice", reference);
    }
    Optional<Boolean> isLive =
        evidence.live().map(live -> live.bucket().references().contains(reference));
    if (times == 1 && isLive.equals(Optional.of(false))) {
      return proved(
          cut, claim, Breach.CLAIMED_WHAT_IS_NOT_LIVE, "it lists %s, which is not", reference);
    }
    return evidence
        .creation()
        .map(creation -> byItsCreation(evidence, creation, times == 1, isLive))
        .orElseGet(() -> partIsNotShown("what created the reference is not shown"));
  }

  private Judgement byItsCreation(
      Evidence.FalseReferences evidence,
      Provenance.Notarised creation,
      boolean listed,
      Optional<Boolean> isLive) {
    BucketClaim claim = evidence.claim();
    StateRef reference = evidence.reference();
    Optional<NodeId> custodian = log.state(reference, creation).map(State::custodian);
    if (custodian.isEmpty()) {
      return Judgement.notProved(
          Doubt.INPUT_PROOFS_DO_NOT_HOLD, "the proof of what created it does not hold");
    }
    boolean own = custodian.get().equals(claim.node());
    if (listed) {
      return own
          ? nothingIsWrong()
          : proved(
              evidence.cut(),
              claim,
              Breach.CLAIMED_WHAT_IS_NOT_ITS_OWN,
              "it lists %s, which " + custodian.get() + " looks after",
              reference);
    }
    if (isLive.isEmpty()) {
      return partIsNotShown("whether the reference is live is not shown");
    }
    var decision = creation.finality().decision();
    boolean attested =
        decision.attestedBy(claim.node(), Role.RECEIVE)
            || decision.attestedBy(claim.node(), Role.SPEND);
    return own && attested && isLive.get()
        ? proved(
            evidence.cut(),
            claim,
            Breach.DISOWNED_WHAT_IS_ITS_OWN,
            "it leaves out %s, which is live and whose creation it attested",
            reference)
        : nothingIsWrong();
  }

  Judgement falseTurnover(SignedHead cut, PairPart part, PairWitness witness) {
    Optional<Judgement> doubt =
        doubtOf(cut, part.node(), part.networkId(), part.cut())
            .or(
                () ->
                    when(
                        !part.verifies(identity(cut, part.node()).identityKey(), log.verifier()),
                        Doubt.SIGNATURE_WRONG,
                        "the list is not signed by " + part.node()))
            .or(
                () ->
                    when(
                        !witness.decision().decision().isFinal() || !log.has(witness.decision()),
                        Doubt.NOT_IN_LOG,
                        "no head signed by the notary's majority has the transaction as final"))
            .or(
                () ->
                    when(
                        !part.isList() || !isOf(part, witness),
                        Doubt.PARTS_DO_NOT_MATCH,
                        "the list is not about this transaction"));
    return doubt.orElseGet(() -> byTheTransaction(cut, part, witness));
  }

  /// One side of the pair, and a stretch of the log that has the transaction.
  private static boolean isOf(PairPart part, PairWitness witness) {
    long position = witness.decision().position();
    boolean side = part.node().equals(part.pair().from()) || part.node().equals(part.pair().to());
    return side && part.stretch().from() <= position && position < part.stretch().until();
  }

  private static Judgement byTheTransaction(SignedHead cut, PairPart part, PairWitness witness) {
    var ledger = witness.tiyn(part.pair());
    if (ledger.isEmpty()) {
      return partIsNotShown("not all outputs of the transaction are shown");
    }
    var id = witness.decision().id();
    long listed = part.tiyn(witness.decision().position(), id);
    return listed == ledger.getAsLong()
        ? nothingIsWrong()
        : Judgement.proved(
            part.node(),
            Breach.LISTED_WHAT_THE_LEDGER_DOES_NOT_SAY,
            at(cut)
                + "it lists %d tiyn from %s to %s for %s, and the ledger says %d"
                    .formatted(
                        listed, part.pair().from(), part.pair().to(), id, ledger.getAsLong()));
  }

  private static Judgement proved(
      SignedHead cut, BucketClaim claim, Breach breach, String what, StateRef reference) {
    return Judgement.proved(claim.node(), breach, at(cut) + what.formatted(reference));
  }

  /// Why a statement does not count, if it does not.
  private Optional<Judgement> doubtOf(SignedHead cut, SignedStatement said) {
    NodeStatement statement = said.statement();
    return doubtOf(cut, statement.node(), statement.networkId(), statement.cut())
        .or(
            () ->
                when(
                    !said.verifies(identity(cut, statement.node()).identityKey(), log.verifier()),
                    Doubt.SIGNATURE_WRONG,
                    "the statement is not signed by " + statement.node()));
  }

  private Optional<Judgement> doubtOf(SignedHead cut, NodeId node, Hash networkId, Hash of) {
    int epoch = cut.head().epoch();
    return when(
            log.network().at(epoch).isEmpty(),
            Doubt.EPOCH_UNKNOWN,
            "the parameters of epoch %d are missing".formatted(epoch))
        .or(
            () ->
                when(
                    !log.isHead(cut),
                    Doubt.NOT_IN_LOG,
                    "no majority of the notary's members signed the cut"))
        .or(
            () ->
                when(
                    participant(epoch, node).isEmpty(),
                    Doubt.NODE_UNKNOWN,
                    "%s took no part in epoch %d".formatted(node, epoch)))
        .or(
            () ->
                when(
                    !networkId.equals(log.network().networkId())
                        || !of.equals(NodeStatement.cut(cut.head())),
                    Doubt.PARTS_DO_NOT_MATCH,
                    "what the node said is of another cut"));
  }

  private Optional<Judgement> doubtOf(Evidence.Live live, SignedHead cut, BucketClaim claim) {
    var bucket = live.bucket();
    boolean ofThisCut =
        bucket.networkId().equals(log.network().networkId())
            && bucket.position() == cut.head().size()
            && bucket.bucket() == claim.bucket();
    boolean signed =
        log.network()
            .at(bucket.epoch())
            .map(NetworkParameters::headKeys)
            .map(keys -> bucket.isSignedByMajorityOf(keys, live.members(), log.verifier()))
            .orElse(false);
    return when(!ofThisCut, Doubt.PARTS_DO_NOT_MATCH, "what is live is of another cut")
        .or(
            () ->
                when(
                    !signed,
                    Doubt.NOT_IN_LOG,
                    "no majority of the notary's members says what is live"));
  }

  private Optional<Participant> participant(int epoch, NodeId node) {
    return log.network().at(epoch).flatMap(parameters -> parameters.participant(node));
  }

  private Participant identity(SignedHead cut, NodeId node) {
    return participant(cut.head().epoch(), node).orElseThrow();
  }

  private static Optional<Judgement> when(boolean doubtful, Doubt doubt, String why) {
    return doubtful ? Optional.of(Judgement.notProved(doubt, why)) : Optional.empty();
  }

  private static String at(SignedHead cut) {
    return "at log position %d ".formatted(cut.head().size());
  }

  private static String withoutStop(String sentence) {
    return sentence.substring(0, sentence.length() - 1);
  }

  private static Judgement nothingIsWrong() {
    return Judgement.notProved(Doubt.NOTHING_IS_WRONG, "what it said is not wrong by this");
  }

  private static Judgement partIsNotShown(String why) {
    return Judgement.notProved(Doubt.PART_IS_NOT_SHOWN, why);
  }

  private static Judgement partsDoNotMatch(String why) {
    return Judgement.notProved(Doubt.PARTS_DO_NOT_MATCH, why);
  }
}
