package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestLedger.confirmation;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTRAL_BANK;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.ApprovedStep.Kind;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.IssueApproval;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.UnusedProof;
import kz.digitaltenge.ledger.UsedConfirmations;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Officers sign what they approve before there is a transaction, and each approval makes money
/// once (A4, S03).
final class OfficersApproveTest {
  private static final Amount SMALL = Amount.ofTenge(500);
  private static final Amount LARGE = TestNetwork.TWO_OFFICERS_ABOVE.plus(Amount.ofTiyn(1));
  private static final Hash CONFIRMATION = confirmation("pacs.002");
  private static final Signer FIRST = Money.NETWORK.officers().get(0);
  private static final Signer SECOND = Money.NETWORK.officers().get(1);

  static List<Row> rows() {
    return List.of(
        missing("nobody approved", signatures()),
        missing("a stranger approved", signatures(by(Money.STRANGER, same()))),
        missing("the issuance key approved", signatures(by(Money.NETWORK.issuance(), same()))),
        missing(
            "the key is an officer's, the signature is not",
            draft -> signatures(draft, named(FIRST, by(Money.STRANGER, same())))),
        missing("another amount was approved", signatures(by(FIRST, step -> amount(step, LARGE)))),
        missing(
            "another confirmation was approved",
            signatures(by(FIRST, step -> confirmed(step, confirmation("another"))))),
        missing("the other direction was approved", signatures(by(FIRST, step -> redeems(step)))),
        missing(
            "another bank was approved", signatures(by(FIRST, step -> bank(step, CENTERCREDIT)))),
        missing(
            "it was approved for another network",
            signatures(by(FIRST, step -> network(step, confirmation("another network"))))),
        missing(
            "another asset was approved",
            signatures(by(FIRST, step -> asset(step, TestNetwork.GOLD)))),
        missing(
            "another conversion was approved",
            signatures(by(FIRST, step -> conversion(step, "conversion-2")))),
        missing(
            "the conversion is named otherwise",
            draft ->
                approval(draft, it -> new IssueApproval("other", it.signatures(), it.unused()))),
        missing(
            "another bank gets it",
            draft ->
                draft.output(1, TestLedger.token(SMALL, Money.AIGERIM.publicKey(), CENTERCREDIT))),
        missing("a part stays with the central bank", OfficersApproveTest::keepAPart),
        missingOfLarge("one of two officers approved", signatures(by(FIRST, same()))),
        missingOfLarge(
            "the same officer approved twice", signatures(by(FIRST, same()), by(FIRST, same()))),
        missingOfLarge(
            "one of two approved less",
            signatures(by(FIRST, same()), by(SECOND, step -> amount(step, SMALL)))),
        Row.of(
            Refusal.ISSUANCE_SIGNATURE_MISSING,
            "officers approved, and the issuance key did not sign",
            OfficersApproveTest::small,
            draft -> draft.signedBy(FIRST).signers.remove(Money.NETWORK.issuance())),
        missing(
            "nobody approved, and the issuance key did not sign",
            draft -> {
              signatures().accept(draft);
              draft.signers.remove(Money.NETWORK.issuance());
            }),
        Row.of(
            Refusal.ISSUE_NOT_APPROVED,
            "a stranger approved beside the officers",
            OfficersApproveTest::small,
            draft -> signatures(by(FIRST, same()), by(Money.STRANGER, same())).accept(draft)),
        Row.of(
            Refusal.WITNESS_SUPERFLUOUS,
            "an officer signed the transaction too",
            OfficersApproveTest::small,
            draft -> draft.signedBy(SECOND)),
        Row.of(
            Refusal.CONFIRMATION_USED,
            "the confirmation was used for an issue",
            OfficersApproveTest::second,
            draft -> again(draft, confirmation("the first"), small(new Money()))),
        Row.of(
            Refusal.CONFIRMATION_USED,
            "it is shown to be new in another set",
            OfficersApproveTest::second,
            draft -> unused(draft, UsedConfirmations.NONE.proveUnused(CONFIRMATION).orElseThrow())),
        Row.of(
            Refusal.CONFIRMATION_USED,
            "a redemption uses the confirmation of an issue",
            OfficersApproveTest::redemption,
            draft ->
                draft.intent(
                    new Intent.Redeem(
                        CONFIRMATION,
                        Optional.of(
                            UsedConfirmations.NONE.proveUnused(CONFIRMATION).orElseThrow())))),
        wrongStep(
            "the register forgets the confirmation",
            draft -> register(draft, it -> it.using(UsedConfirmations.NONE.root()))),
        wrongStep(
            "the register notes another one",
            draft ->
                register(
                    draft,
                    it -> it.using(UsedConfirmations.NONE.with(confirmation("other")).root()))),
        Row.of(
            Refusal.REGISTER_STEP_WRONG,
            "a step as before there was the set",
            OfficersApproveTest::second,
            draft ->
                draft
                    .intent(new Intent.Issue(CONFIRMATION))
                    .signedBy(Money.NETWORK.officers().toArray(Signer[]::new))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refuses(Row row) {
    row.check();
  }

  @Test
  void asManyOfficersAsTheAmountNeedsAreEnough() {
    assertAccepted(issue(new Money(), SMALL, SECOND));
    assertAccepted(issue(new Money(), TestNetwork.TWO_OFFICERS_ABOVE, FIRST));
    assertAccepted(issue(new Money(), LARGE, FIRST, SECOND));
    assertAccepted(issue(new Money(), LARGE, FIRST, SECOND, Money.NETWORK.officers().get(2)));
  }

  @Test
  void whatWasApprovedBeforeOtherStepsStillCountsAfterThem() {
    var money = new Money();
    OfficerSignature signed = signatures(issue(money, SMALL, FIRST)).getFirst();
    money.ledger().commit(issue(money, confirmation("between"), LARGE, FIRST, SECOND));

    Draft later = issue(money, SMALL);
    signatures(later, signed);

    assertAccepted(later);
  }

  @Test
  void aRegisterFromBeforeGoesOnAndKeepsItsConfirmationsFromThenOn() {
    var money = new Money();
    money.ledger().commit(money.issue());

    money.ledger().commit(issue(money, SMALL, FIRST));

    IssuanceRegister register = money.ledger().register().register();
    assertThat(register.used()).contains(UsedConfirmations.of(List.of(CONFIRMATION)).root());
    assertThat(register.sequence()).isEqualTo(2);
    assertThat(money.ledger().used().proveUnused(CONFIRMATION)).isEmpty();
  }

  private static void assertAccepted(Draft draft) {
    assertThat(Row.verdict(draft, Money.NETWORK.view())).isEqualTo(Verdict.accepted());
  }

  private static Draft small(Money money) {
    return issue(money, SMALL, FIRST);
  }

  private static Draft large(Money money) {
    return issue(money, LARGE, FIRST, SECOND);
  }

  private static Draft second(Money money) {
    money.ledger().commit(issue(money, confirmation("the first"), SMALL, FIRST));
    return issue(money, SMALL, FIRST);
  }

  private static Draft redemption(Money money) {
    var issued = money.ledger().commit(small(money)).getLast();
    return money.ledger().provenRedemption(confirmation("pacs.009"), Money.AIGERIM, issued);
  }

  private static Draft issue(Money money, Amount amount, Signer... officers) {
    return issue(money, CONFIRMATION, amount, officers);
  }

  private static Draft issue(Money money, Hash confirmation, Amount amount, Signer... officers) {
    return money
        .ledger()
        .approvedIssue(
            confirmation, TestLedger.token(amount, Money.AIGERIM.publicKey(), HALYK), officers);
  }

  private static Row missing(String change, Consumer<Draft> mutation) {
    return Row.of(Refusal.ISSUE_NOT_APPROVED, change, OfficersApproveTest::small, mutation);
  }

  private static Row missingOfLarge(String change, Consumer<Draft> mutation) {
    return Row.of(Refusal.ISSUE_NOT_APPROVED, change, OfficersApproveTest::large, mutation);
  }

  private static Row wrongStep(String change, Consumer<Draft> mutation) {
    return Row.of(Refusal.REGISTER_STEP_WRONG, change, OfficersApproveTest::small, mutation);
  }

  /// Signs what the draft says, or something else.
  private interface Hand {
    OfficerSignature sign(ApprovedStep step);
  }

  private static Hand by(Signer officer, UnaryOperator<ApprovedStep> change) {
    return step -> OfficerApproval.sign(change.apply(step), officer).by();
  }

  private static UnaryOperator<ApprovedStep> same() {
    return UnaryOperator.identity();
  }

  private static OfficerSignature named(Signer officer, Hand hand) {
    return new OfficerSignature(
        officer.publicKey(), hand.sign(step(small(new Money()))).signature());
  }

  private static Consumer<Draft> signatures(Hand... hands) {
    return draft ->
        signatures(
            draft,
            Arrays.stream(hands)
                .map(each -> each.sign(step(draft)))
                .toArray(OfficerSignature[]::new));
  }

  private static void signatures(Draft draft, OfficerSignature... signatures) {
    approval(draft, it -> new IssueApproval(it.conversion(), List.of(signatures), it.unused()));
  }

  private static List<OfficerSignature> signatures(Draft draft) {
    return intent(draft).approval().orElseThrow().signatures();
  }

  private static void unused(Draft draft, UnusedProof proof) {
    approval(draft, it -> new IssueApproval(it.conversion(), it.signatures(), proof));
  }

  private static void approval(Draft draft, UnaryOperator<IssueApproval> change) {
    Intent.Issue issue = intent(draft);
    draft.intent(new Intent.Issue(issue.confirmation(), issue.approval().map(change)));
  }

  private static Intent.Issue intent(Draft draft) {
    return (Intent.Issue) draft.intents.getFirst();
  }

  private static ApprovedStep step(Draft draft) {
    Intent.Issue issue = intent(draft);
    IssuanceRegister before = draft.inputs.getFirst().register();
    IssuanceRegister after = (IssuanceRegister) draft.outputs.getFirst();
    return new ApprovedStep(
        Money.NETWORK.networkId(),
        TestNetwork.KZT,
        Kind.ISSUE,
        draft.outputs.getLast().custodian(),
        after.issued().minus(before.issued()),
        Optional.of(issue.confirmation()),
        issue.approval().orElseThrow().conversion());
  }

  private static ApprovedStep amount(ApprovedStep step, Amount other) {
    return new ApprovedStep(
        step.networkId(),
        step.asset(),
        step.kind(),
        step.bank(),
        other,
        step.confirmation(),
        step.conversion());
  }

  private static ApprovedStep confirmed(ApprovedStep step, Hash other) {
    return new ApprovedStep(
        step.networkId(),
        step.asset(),
        step.kind(),
        step.bank(),
        step.amount(),
        Optional.of(other),
        step.conversion());
  }

  private static ApprovedStep redeems(ApprovedStep step) {
    return new ApprovedStep(
        step.networkId(),
        step.asset(),
        Kind.REDEEM,
        step.bank(),
        step.amount(),
        Optional.empty(),
        step.conversion());
  }

  private static ApprovedStep bank(ApprovedStep step, NodeId other) {
    return new ApprovedStep(
        step.networkId(),
        step.asset(),
        step.kind(),
        other,
        step.amount(),
        step.confirmation(),
        step.conversion());
  }

  private static ApprovedStep network(ApprovedStep step, Hash other) {
    return new ApprovedStep(
        other,
        step.asset(),
        step.kind(),
        step.bank(),
        step.amount(),
        step.confirmation(),
        step.conversion());
  }

  private static ApprovedStep asset(ApprovedStep step, Asset other) {
    return new ApprovedStep(
        step.networkId(),
        other,
        step.kind(),
        step.bank(),
        step.amount(),
        step.confirmation(),
        step.conversion());
  }

  private static ApprovedStep conversion(ApprovedStep step, String other) {
    return new ApprovedStep(
        step.networkId(),
        step.asset(),
        step.kind(),
        step.bank(),
        step.amount(),
        step.confirmation(),
        other);
  }

  private static void register(Draft draft, UnaryOperator<IssuanceRegister> change) {
    draft.output(0, change.apply((IssuanceRegister) draft.outputs.getFirst()));
  }

  private static void keepAPart(Draft draft) {
    Amount part = Amount.ofTenge(100);
    draft.output(1, TestLedger.token(SMALL.minus(part), Money.AIGERIM.publicKey(), HALYK));
    draft.output(TestLedger.token(part, Money.AIGERIM.publicKey(), CENTRAL_BANK));
  }

  /// The second issue is made one of a confirmation that was used, with the proof of a set in which
  /// it was not.
  private static void again(Draft draft, Hash used, Draft other) {
    var signatures = new ArrayList<OfficerSignature>();
    signatures.add(OfficerApproval.sign(confirmed(step(draft), used), FIRST).by());
    draft.intent(
        new Intent.Issue(
            used,
            Optional.of(
                new IssueApproval(
                    intent(other).approval().orElseThrow().conversion(),
                    signatures,
                    new UnusedProof(List.of(), Optional.empty())))));
  }
}
