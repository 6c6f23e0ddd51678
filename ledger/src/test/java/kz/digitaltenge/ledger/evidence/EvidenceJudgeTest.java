package kz.digitaltenge.ledger.evidence;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.EURASIAN;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.SupplyEvidenceTest;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of evidence proves its breach, and with one thing changed nothing.
final class EvidenceJudgeTest {
  private static final RememberingVerifier VERIFIER = new RememberingVerifier();
  private static final EvidenceJudge JUDGE =
      new EvidenceJudge(
          NetworkHistory.of(
                  Cases.NETWORK.networkId(),
                  List.of(Cases.NETWORK.signed(Cases.NETWORK.parameters())),
                  VERIFIER)
              .orElseThrow(),
          VERIFIER);

  /// Evidence as it should be.
  record Proof(
      String what, Function<Cases, Evidence> make, NodeId node, Breach breach, String rule) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Proof> proofs() {
    return Stream.of(
        proof(
            "a sum that is not conserved, by the log",
            Cases::brokenRule,
            Breach.ATTESTED_WHAT_BREAKS_A_RULE,
            "SUM_NOT_CONSERVED"),
        proof(
            "the same, by the node's own signature",
            Cases::brokenRuleSigned,
            Breach.ATTESTED_WHAT_BREAKS_A_RULE,
            "SUM_NOT_CONSERVED"),
        proof(
            "a token consumed twice in one transaction",
            Cases::brokenForm,
            Breach.ATTESTED_WHAT_IS_NO_TRANSACTION,
            "it consumes a token twice"),
        proof(
            "a transaction of another network",
            cases -> cases.brokenForm(cases.payment(Amount.ofTenge(1)).network(Hash.sha256())),
            Breach.ATTESTED_WHAT_IS_NO_TRANSACTION,
            "it was made for another network"),
        proof(
            "a transaction of another epoch",
            cases -> cases.brokenForm(cases.payment(Amount.ofTenge(1)).epoch(2)),
            Breach.ATTESTED_WHAT_IS_NO_TRANSACTION,
            "attested under epoch 1"),
        proof(
            "a transaction that consumes nothing",
            cases -> {
              var draft = cases.payment(Amount.ofTenge(1));
              draft.inputs.clear();
              return cases.brokenForm(draft);
            },
            Breach.ATTESTED_WHAT_IS_NO_TRANSACTION,
            "it consumes nothing"),
        proof(
            "a tag fewer than outputs",
            cases -> cases.brokenForm(cases.payment(Amount.ofTenge(1)).withoutLastTag()),
            Breach.ATTESTED_WHAT_IS_NO_TRANSACTION,
            "another number of tags"),
        proof(
            "more tags counted than outputs",
            cases -> cases.brokenForm(cases.payment(Amount.ofTenge(1)).outputCount(1)),
            Breach.ATTESTED_WHAT_IS_NO_TRANSACTION,
            "it counts 1 outputs and 2 tags"),
        new Proof(
            "another bank's token spent",
            Cases::foreignSpend,
            EURASIAN,
            Breach.SPENT_WHAT_IS_NOT_ITS_OWN,
            "none of the 1 inputs"),
        proof(
            "a token spent twice",
            Cases::spentTwice,
            Breach.SPENT_TWICE,
            "which only its own word can have consumed"),
        proof(
            "money without the receiver's word",
            Cases::wordWithheld,
            Breach.PAID_WITHOUT_THE_RECEIVERS_WORD,
            "which never attested it"));
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void aBreachIsProved(Proof proof) {
    assertThat(JUDGE.judge(proof.make.apply(new Cases())))
        .isInstanceOfSatisfying(
            Judgement.Proved.class,
            proved -> {
              assertThat(proved.culprit()).isEqualTo(new Culprit.Node(proof.node));
              assertThat(proved.breach()).isEqualTo(proof.breach);
              assertThat(proved.what()).contains(proof.rule);
            });
  }

  @Test
  void everyBreachHasARow() {
    assertThat(
            Stream.of(
                    proofs().map(Proof::breach),
                    SupplyEvidenceTest.breaches(),
                    TwoHeadsEvidenceTest.breaches())
                .flatMap(each -> each)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Breach.values());
  }

  /// Evidence with one thing changed.
  record Flaw(String what, Function<Cases, Evidence> make, Doubt doubt) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Flaw> flaws() {
    return Stream.of(words(), contents(), foreignSpends(), secondSpends(), withheldWords())
        .flatMap(each -> each);
  }

  private static Stream<Flaw> words() {
    return Stream.of(
        new Flaw(
            "a decision on another transaction",
            cases -> {
              var broken = cases.brokenRule();
              return new Evidence.BrokenRule(
                  cases.logged(cases.honest), broken.transaction(), broken.provenance());
            },
            Doubt.PARTS_DO_NOT_MATCH),
        new Flaw(
            "a head that nobody signed",
            cases -> {
              var broken = cases.brokenRule();
              var logged = (Word.Logged) broken.word();
              return new Evidence.BrokenRule(
                  new Word.Logged(unsigned(logged.proof()), logged.by()),
                  broken.transaction(),
                  broken.provenance());
            },
            Doubt.NOT_IN_LOG),
        new Flaw(
            "a role that the log does not have",
            cases -> by(cases.brokenRule(), new Attester(HALYK, Role.RECEIVE)),
            Doubt.WORD_NOT_IN_LOG),
        new Flaw(
            "a node that the log does not have",
            cases -> by(cases.brokenRule(), new Attester(EURASIAN, Role.SPEND)),
            Doubt.WORD_NOT_IN_LOG),
        new Flaw(
            "a signature over another transaction",
            cases -> {
              var broken = cases.brokenRuleSigned();
              var other = cases.word(Role.SPEND, cases.honest.transaction().id());
              return new Evidence.BrokenRule(
                  new Word.Signed(other), broken.transaction(), broken.provenance());
            },
            Doubt.SIGNATURE_WRONG),
        new Flaw(
            "a signature in another role",
            cases -> {
              var broken = cases.brokenForm();
              Attestation word = broken.attestation();
              return new Evidence.BrokenForm(
                  new Attestation(
                      Role.RECEIVE,
                      word.epoch(),
                      word.certificate(),
                      word.path(),
                      word.signature()),
                  broken.tearOff());
            },
            Doubt.SIGNATURE_WRONG),
        new Flaw(
            "an epoch that the file has no parameters of",
            cases -> {
              var broken = cases.brokenForm();
              var later = cases.word(2, Role.SPEND, broken.tearOff().id());
              return new Evidence.BrokenForm(later, broken.tearOff());
            },
            Doubt.EPOCH_UNKNOWN),
        new Flaw(
            "a node that takes no part",
            cases -> {
              var broken = cases.brokenForm();
              return new Evidence.BrokenForm(stranger(broken.attestation()), broken.tearOff());
            },
            Doubt.NODE_UNKNOWN));
  }

  private static Stream<Flaw> contents() {
    return Stream.of(
        new Flaw(
            "an honest transaction",
            cases ->
                new Evidence.BrokenRule(
                    cases.logged(cases.honest),
                    cases.honest.transaction(),
                    cases.honest.provenance),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "a good form",
            cases -> cases.brokenForm(cases.payment(Amount.ofTenge(300))),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "no proof of the inputs",
            cases -> {
              var broken = cases.brokenRule();
              return new Evidence.BrokenRule(broken.word(), broken.transaction(), List.of());
            },
            Doubt.INPUT_PROOFS_DO_NOT_HOLD),
        new Flaw(
            "a proof of another input",
            cases -> {
              var broken = cases.brokenRule();
              return new Evidence.BrokenRule(
                  broken.word(), broken.transaction(), List.of(cases.another().provenance()));
            },
            Doubt.INPUT_PROOFS_DO_NOT_HOLD),
        new Flaw(
            "an input's proof under a head that nobody signed",
            cases -> {
              var broken = cases.brokenRule();
              return new Evidence.BrokenRule(
                  broken.word(), broken.transaction(), List.of(unsigned(cases.created())));
            },
            Doubt.INPUT_PROOFS_DO_NOT_HOLD));
  }

  private static Stream<Flaw> foreignSpends() {
    return Stream.of(
        new Flaw(
            "the custodian's own spend",
            cases -> cases.foreignSpend(HALYK, Role.SPEND),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "a receive attestation",
            cases -> cases.foreignSpend(EURASIAN, Role.RECEIVE),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "inputs hidden",
            cases -> {
              var spend = cases.foreignSpend();
              return new Evidence.ForeignSpend(
                  spend.word(), Cases.hidden(cases.honest.transaction()), spend.provenance());
            },
            Doubt.PART_IS_NOT_SHOWN),
        new Flaw(
            "no proof of whose they are",
            cases -> {
              var spend = cases.foreignSpend();
              return new Evidence.ForeignSpend(spend.word(), spend.tearOff(), List.of());
            },
            Doubt.INPUT_PROOFS_DO_NOT_HOLD),
        new Flaw(
            "the proof of another's token",
            cases -> {
              var spend = cases.foreignSpend();
              return new Evidence.ForeignSpend(
                  spend.word(), spend.tearOff(), List.of(cases.another().provenance()));
            },
            Doubt.INPUT_PROOFS_DO_NOT_HOLD));
  }

  private static Stream<Flaw> secondSpends() {
    var spender = List.of(new Attester(HALYK, Role.SPEND));
    return Stream.of(
        new Flaw(
            "a refusal for another reason",
            cases -> cases.spentTwice(VoidReason.BLOCKED, Optional.empty(), spender),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "a refusal that names no input",
            cases ->
                cases.spentTwice(VoidReason.CONFLICT, Optional.of(cases.another().ref()), spender),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "a refusal without the custodian's word",
            cases ->
                cases.spentTwice(
                    VoidReason.CONFLICT,
                    Optional.of(cases.token.ref()),
                    List.of(new Attester(EURASIAN, Role.SPEND))),
            Doubt.WORD_NOT_IN_LOG),
        new Flaw(
            "a refusal of another transaction",
            cases -> {
              var twice = cases.spentTwice();
              return new Evidence.SpentTwice(
                  twice.refusal(), Cases.shown(cases.honest.transaction()), twice.token());
            },
            Doubt.PARTS_DO_NOT_MATCH),
        new Flaw(
            "inputs hidden",
            cases -> {
              var twice = cases.spentTwice();
              return new Evidence.SpentTwice(
                  twice.refusal(), Cases.hidden(cases.second.transaction()), twice.token());
            },
            Doubt.PART_IS_NOT_SHOWN),
        new Flaw(
            "a refusal that nobody signed",
            cases -> {
              var twice = cases.spentTwice();
              return new Evidence.SpentTwice(
                  unsigned(twice.refusal()), twice.tearOff(), twice.token());
            },
            Doubt.NOT_IN_LOG),
        new Flaw(
            "a token that came into being later",
            cases -> {
              var early = cases.spentTwice();
              var created = cases.created();
              var again = cases.ledger.notary().log(created.finality().decision());
              return new Evidence.SpentTwice(
                  early.refusal(),
                  early.tearOff(),
                  new Provenance.Notarised(created.state(), again));
            },
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "another token's proof",
            cases -> {
              var twice = cases.spentTwice();
              return new Evidence.SpentTwice(
                  twice.refusal(),
                  twice.tearOff(),
                  (Provenance.Notarised) cases.another().provenance());
            },
            Doubt.INPUT_PROOFS_DO_NOT_HOLD));
  }

  private static Stream<Flaw> withheldWords() {
    var spent = new Attester(HALYK, Role.SPEND);
    return Stream.of(
        new Flaw(
            "the receiver did attest",
            cases -> cases.wordWithheld(List.of(spent, new Attester(CENTERCREDIT, Role.RECEIVE))),
            Doubt.NOTHING_IS_WRONG),
        new Flaw(
            "two nodes spent",
            cases -> cases.wordWithheld(List.of(spent, new Attester(EURASIAN, Role.SPEND))),
            Doubt.SEVERAL_SPENDERS),
        new Flaw(
            "an output of another transaction",
            cases -> {
              var withheld = cases.wordWithheld();
              return new Evidence.WordWithheld(
                  withheld.decision(), cases.inflated.transaction().stateProof(0));
            },
            Doubt.PARTS_DO_NOT_MATCH),
        new Flaw(
            "a decision that nobody signed",
            cases -> {
              var withheld = cases.wordWithheld();
              return new Evidence.WordWithheld(unsigned(withheld.decision()), withheld.output());
            },
            Doubt.NOT_IN_LOG));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void withOneThingChangedNothingIsProved(Flaw flaw) {
    assertThat(JUDGE.judge(flaw.make.apply(new Cases())))
        .isInstanceOfSatisfying(
            Judgement.NotProved.class, not -> assertThat(not.doubt()).isEqualTo(flaw.doubt));
  }

  @Test
  void everyDoubtHasARowHereOrWithTheFile() {
    var shown = flaws().map(Flaw::doubt).collect(Collectors.toSet());
    shown.addAll(TwoHeadsEvidenceTest.doubts());
    shown.add(Doubt.PARAMETERS_DO_NOT_HOLD);

    assertThat(shown).containsExactlyInAnyOrder(Doubt.values());
  }

  private static Proof proof(
      String what, Function<Cases, Evidence> make, Breach breach, String rule) {
    return new Proof(what, make, HALYK, breach, rule);
  }

  private static Evidence by(Evidence.BrokenRule broken, Attester other) {
    var logged = (Word.Logged) broken.word();
    return new Evidence.BrokenRule(
        new Word.Logged(logged.proof(), other), broken.transaction(), broken.provenance());
  }

  private static FinalityProof unsigned(FinalityProof proof) {
    var head = new SignedHead(proof.head().head(), List.of());
    return new FinalityProof(proof.decision(), proof.path(), head);
  }

  private static Provenance.Notarised unsigned(Provenance.Notarised created) {
    return new Provenance.Notarised(created.state(), unsigned(created.finality()));
  }

  /// The same word in the name of a node that nobody knows.
  private static Attestation stranger(Attestation word) {
    TestNode halyk = Cases.NETWORK.node(HALYK);
    KeyCertificate certificate =
        KeyCertificate.issue(
            Cases.NETWORK.networkId(),
            new NodeId("STRANGER"),
            halyk.attesting().publicKey(),
            0,
            1,
            halyk.identity());
    return new Attestation(word.role(), word.epoch(), certificate, word.path(), word.signature());
  }
}
