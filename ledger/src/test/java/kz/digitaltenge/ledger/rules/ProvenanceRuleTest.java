package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestNetwork.GOLD;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.KZT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision.Outcome;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Provenance.Notarised;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNotary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProvenanceRuleTest {
  private static final Outcome CONFLICT = new Outcome.Voided(VoidReason.CONFLICT, Optional.empty());

  static List<Row> states() {
    return List.of(
        Row.of(
            Refusal.PROVENANCE_COUNT_DIFFERS,
            "an input comes from nowhere",
            Money::payment,
            draft -> draft.provenance.clear()),
        Row.of(
            Refusal.PROVENANCE_COUNT_DIFFERS,
            "there is a proof too many",
            Money::payment,
            draft -> draft.provenance.add(draft.provenance.getFirst())),
        otherState("another output of its creator is proved", _ -> registerAfterFirstIssue()),
        otherState("an output of another transaction is proved", _ -> secondThousand()),
        otherState("it claims to be the first register", _ -> new Provenance.Genesis(KZT)),
        otherState("the index is another's", proof -> withPath(proof, 0, 2)),
        otherState("the number of outputs is another's", proof -> withPath(proof, 1, 3)),
        otherState("the value is another's", ProvenanceRuleTest::withOtherValue),
        otherState("the decision is another's", ProvenanceRuleTest::withOtherDecision),
        Row.of(
            Refusal.PROVENANCE_OF_OTHER_STATE,
            "the first register of another asset is meant",
            Money::issue,
            draft -> draft.provenance.set(0, new Provenance.Genesis(GOLD))),
        Row.of(
            Refusal.BYTES_MALFORMED,
            "what is proved is no state",
            Money::payment,
            ProvenanceRuleTest::spendNoState));
  }

  static List<Row> decisions() {
    return List.of(
        decided(
            Refusal.PROVENANCE_NOT_FINAL,
            "its creator is void",
            made -> decided(made, CONFLICT, 2, made.attesters())),
        decided(
            Refusal.PROVENANCE_NOT_FINAL,
            "its creator made fewer outputs",
            made -> decided(made, made.outcome(), 1, made.attesters())),
        decided(
            Refusal.PROVENANCE_NOT_ATTESTED,
            "nobody attested its creator",
            made -> decided(made, made.outcome(), 2, List.of())),
        decided(
            Refusal.PROVENANCE_NOT_ATTESTED,
            "its custodian only gave its creator up",
            made -> decided(made, made.outcome(), 2, List.of(new Attester(HALYK, Role.VOID)))));
  }

  static List<Row> logs() {
    return List.of(
        notInLog("the decision was changed", ProvenanceRuleTest::withMoreOutputs),
        notInLog("its place is another's", proof -> at(proof, 0, proof.path().size())),
        notInLog(
            "the log is longer", proof -> at(proof, proof.position(), proof.path().size() + 1)),
        notInLog("nobody signed the head", proof -> signedBy(proof, _ -> List.of())),
        notInLog("a minority signed the head", proof -> signedBy(proof, all -> all.subList(0, 1))),
        notInLog(
            "one member signed the head twice",
            proof -> signedBy(proof, all -> List.of(all.getFirst(), all.getFirst()))),
        notInLog(
            "a member signed for another",
            proof -> signedBy(proof, all -> List.of(all.getFirst(), inAnothersName(all)))),
        notInLog(
            "the head is of another network",
            proof -> under(proof, TestLedger.confirmation("another network"), 1)),
        notInLog(
            "the head is of an epoch to come", proof -> under(proof, Money.NETWORK.networkId(), 2)),
        Row.whenViewed(
            Refusal.PROVENANCE_NOT_IN_LOG,
            "the notary that signed was replaced",
            Money::payment,
            ProvenanceRuleTest::underNewNotary));
  }

  @ParameterizedTest
  @MethodSource({"states", "decisions", "logs"})
  void refuses(Row row) {
    row.check();
  }

  @Test
  void theProofOfAnInputIsSmallWhateverTheSizeOfItsCreator() {
    TestLedger ledger = new Money().ledger();
    var tokens = Collections.nCopies(255, Money.tenge(Amount.ofTenge(1)));
    ledger.notary().pad(1_000);
    Draft draft = ledger.issue(TestLedger.confirmation("pacs.002"), tokens.toArray(Token[]::new));

    Spendable created = ledger.commit(draft).getLast();

    assertThat(Encoding.encode(created.provenance(), Provenance::writeTo)).hasSizeLessThan(2_048);
  }

  private static Row otherState(String change, Function<Notarised, Provenance> mutation) {
    return Row.of(
        Refusal.PROVENANCE_OF_OTHER_STATE,
        change,
        Money::payment,
        draft -> draft.provenance.set(0, mutation.apply(proof(draft))));
  }

  /// A row in which the log holds another decision on the input's creator.
  private static Row decided(
      Refusal refusal, String change, UnaryOperator<DecisionSummary> mutation) {
    return Row.of(
        refusal,
        change,
        Money::payment,
        draft -> {
          Notarised proof = proof(draft);
          DecisionSummary decision = mutation.apply(proof.finality().decision());
          FinalityProof logged = new TestNotary(Money.NETWORK).log(decision);
          draft.provenance.set(0, new Notarised(proof.state(), logged));
        });
  }

  private static Row notInLog(String change, UnaryOperator<FinalityProof> mutation) {
    return Row.of(
        Refusal.PROVENANCE_NOT_IN_LOG,
        change,
        Money::payment,
        draft -> {
          Notarised proof = proof(draft);
          FinalityProof spoilt = mutation.apply(proof.finality());
          draft.provenance.set(0, new Notarised(proof.state(), spoilt));
        });
  }

  private static Notarised proof(Draft draft) {
    return (Notarised) draft.provenance.getFirst();
  }

  /// The first output of the transaction whose second output [Money#payment] spends.
  private static Notarised registerAfterFirstIssue() {
    var money = new Money();
    money.thousand();
    return (Notarised) money.ledger().register().provenance();
  }

  private static Notarised secondThousand() {
    var money = new Money();
    money.thousand();
    return (Notarised) money.thousand().provenance();
  }

  private static Notarised withPath(Notarised proof, int index, int size) {
    StateProof of = proof.state();
    return with(proof, new MerklePath(index, size, of.path().hashes()), of.value());
  }

  private static Notarised withOtherValue(Notarised proof) {
    return with(proof, proof.state().path(), registerAfterFirstIssue().state().value());
  }

  private static Notarised with(Notarised proof, MerklePath path, Leaf value) {
    StateProof of = proof.state();
    return new Notarised(
        new StateProof(
            of.header(),
            of.headerNonce(),
            path,
            value,
            of.owner(),
            of.inputsRoot(),
            of.tagsRoot(),
            of.referencesRoot(),
            of.intentsRoot()),
        proof.finality());
  }

  private static Notarised withOtherDecision(Notarised proof) {
    return new Notarised(proof.state(), secondThousand().finality());
  }

  /// Somebody made the notary log a transaction whose output is noise.
  private static void spendNoState(Draft draft) {
    Notarised real = proof(draft);
    var noise = new Leaf(TestLedger.confirmation("a nonce"), Bytes.of((byte) 0x83, (byte) 1));
    StateProof proof = with(real, real.state().path(), noise).state();
    DecisionSummary made = real.finality().decision();
    var id = proof.id().orElseThrow();
    var decision =
        new DecisionSummary(
            id,
            made.outcome(),
            made.consumed(),
            made.created(),
            made.tags(),
            made.logTime(),
            made.attesters(),
            made.epoch());
    Spendable input = draft.inputs.getFirst();
    draft.inputs.clear();
    draft.provenance.clear();
    draft.input(
        new Spendable(
            new StateRef(id, proof.index()),
            input.state(),
            input.tagNonce(),
            new Notarised(proof, new TestNotary(Money.NETWORK).log(decision))));
  }

  private static DecisionSummary decided(
      DecisionSummary made, Outcome outcome, int created, List<Attester> attesters) {
    return new DecisionSummary(
        made.id(),
        outcome,
        made.consumed(),
        created,
        made.tags(),
        made.logTime(),
        attesters,
        made.epoch());
  }

  private static FinalityProof withMoreOutputs(FinalityProof proof) {
    DecisionSummary made = proof.decision();
    DecisionSummary changed = decided(made, made.outcome(), 3, made.attesters());
    return new FinalityProof(changed, proof.path(), proof.head());
  }

  private static FinalityProof at(FinalityProof proof, long position, long size) {
    var path = new MerklePath(position, size, proof.path().hashes());
    return new FinalityProof(proof.decision(), path, proof.head());
  }

  private static FinalityProof signedBy(
      FinalityProof proof, UnaryOperator<List<MemberSignature>> signatures) {
    SignedHead head = proof.head();
    return new FinalityProof(
        proof.decision(),
        proof.path(),
        new SignedHead(head.head(), signatures.apply(head.signatures())));
  }

  private static MemberSignature inAnothersName(List<MemberSignature> all) {
    return new MemberSignature(all.get(1).member(), all.get(2).signature());
  }

  private static FinalityProof under(FinalityProof proof, Hash networkId, int epoch) {
    LogHead head = proof.head().head();
    var other = new LogHead(networkId, epoch, head.size(), head.root(), head.logTime());
    return new FinalityProof(
        proof.decision(), proof.path(), new TestNotary(Money.NETWORK).sign(other));
  }

  private static NetworkView underNewNotary(NetworkView view) {
    NetworkParameters current = view.current();
    var member =
        new NotaryMember(
            "notary-4", "localhost:8004", "localhost:9004", Money.STRANGER.publicKey());
    var parameters =
        new NetworkParameters(
            current.epoch(),
            current.previous(),
            current.effectiveFrom(),
            current.urgent(),
            current.participants(),
            List.of(member),
            current.assets());
    return new NetworkView(view.networkId(), parameters, Optional.empty());
  }
}
