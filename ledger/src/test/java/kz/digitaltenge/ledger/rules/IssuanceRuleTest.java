package kz.digitaltenge.ledger.rules;

import static kz.digitaltenge.ledger.testkit.TestLedger.confirmation;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IssuanceRuleTest {
  private static final Amount SMALL = Amount.ofTenge(500);
  private static final Amount LARGE = TestNetwork.TWO_OFFICERS_ABOVE.plus(Amount.ofTiyn(1));

  static List<Row> rows() {
    return List.of(
        Row.of(
            Refusal.REGISTER_MISSING,
            "a payment calls itself an issue",
            Money::payment,
            draft -> draft.intent(new Intent.Issue(confirmation("pacs.002")))),
        Row.of(
            Refusal.REGISTER_MISSING,
            "a payment calls itself a redemption",
            Money::payment,
            draft -> draft.intent(new Intent.Redeem(confirmation("pacs.009")))),
        Row.of(
            Refusal.REGISTER_MISSING,
            "a second register is created",
            Money::issue,
            draft -> draft.output(Spendable.genesis(Money.NETWORK).state())),
        Row.of(
            Refusal.REGISTER_NOT_ALLOWED,
            "a payment takes a step of the register",
            Money::issue,
            draft -> draft.intent(new Intent.Move(new PaymentId("payment"), 1))),
        Row.of(
            Refusal.REGISTER_NOT_ALLOWED,
            "housekeeping takes the register along",
            Money::issue,
            draft -> draft.intent(new Intent.Housekeeping())),
        Row.of(
            Refusal.REGISTER_NOT_ALLOWED,
            "a hold takes the register along",
            Money::issue,
            draft -> draft.intent(new Intent.Hold(new PaymentId("hold")))),
        Row.of(
            Refusal.REGISTER_NOT_ALLOWED,
            "an order takes the register along",
            Money::redemption,
            draft -> draft.intent(new Intent.Order(confirmation("a court's order")))),
        Row.of(
            Refusal.REGISTER_NOT_ALLOWED,
            "a payment creates a register",
            Money::payment,
            draft -> draft.output(Spendable.genesis(Money.NETWORK).state())));
  }

  static List<Row> steps() {
    return List.of(
        wrongStep("the register stands still", IssuanceRuleTest::standStill),
        wrongStep(
            "an issue calls itself a redemption",
            draft -> draft.intent(new Intent.Redeem(confirmation("pacs.002")))),
        wrongStep("a number is left out", successor(r -> numbered(r, r.sequence() + 1))),
        wrongStep("the number stays", successor(r -> numbered(r, r.sequence() - 1))),
        wrongStep(
            "another confirmation is named than chained",
            draft -> draft.intent(new Intent.Issue(confirmation("another pacs.002")))),
        wrongStep(
            "the register gets another custodian",
            successor(
                r ->
                    new IssuanceRegister(
                        r.asset(),
                        r.issued(),
                        r.redeemed(),
                        r.sequence(),
                        r.confirmations(),
                        r.condition(),
                        HALYK))),
        wrongStep(
            "the register gets another owner",
            successor(
                r ->
                    new IssuanceRegister(
                        r.asset(),
                        r.issued(),
                        r.redeemed(),
                        r.sequence(),
                        r.confirmations(),
                        new Condition.Signed(Money.STRANGER.publicKey()),
                        r.custodian()))),
        wrongStep("it redeems on the side", IssuanceRuleTest::redeemOnTheSide),
        Row.of(
            Refusal.REDEMPTION_EXCEEDS_CIRCULATION,
            "more is redeemed than circulates, by issuing it on the side",
            Money::redemption,
            successor(r -> summing(r, r.issued().plus(SMALL), r.redeemed().plus(SMALL)))));
  }

  static List<Row> approvals() {
    return List.of(
        Row.of(
            Refusal.ISSUANCE_SIGNATURE_MISSING,
            "only officers signed an issue",
            Money::issue,
            draft -> draft.signers.remove(Money.NETWORK.issuance())),
        Row.of(
            Refusal.ISSUANCE_SIGNATURE_MISSING,
            "only officers and the owner signed a redemption",
            Money::redemption,
            draft -> draft.signers.remove(Money.NETWORK.issuance())),
        Row.of(
            Refusal.OFFICER_APPROVALS_MISSING,
            "no officer approved a small issue",
            money -> money.issue(SMALL),
            draft -> keepOfficers(draft, 0)),
        Row.of(
            Refusal.OFFICER_APPROVALS_MISSING,
            "one officer approved a large issue",
            money -> money.issue(LARGE),
            draft -> keepOfficers(draft, 1)),
        Row.of(
            Refusal.OFFICER_APPROVALS_MISSING,
            "one officer signed twice",
            money -> money.issue(LARGE),
            draft -> keepOfficers(draft, 1).signedBy(draft.signers.getLast())),
        Row.of(
            Refusal.OFFICER_APPROVALS_MISSING,
            "a stranger approved",
            money -> money.issue(SMALL),
            draft -> keepOfficers(draft, 0).signedBy(Money.STRANGER)),
        Row.of(
            Refusal.OFFICER_APPROVALS_MISSING,
            "no officer approved a redemption",
            Money::redemption,
            draft -> keepOfficers(draft, 0)));
  }

  @ParameterizedTest
  @MethodSource({"rows", "steps", "approvals"})
  void refuses(Row row) {
    row.check();
  }

  @Test
  void asManyOfficersAsTheAmountNeedsAreEnough() {
    var money = new Money();

    assertThat(verdict(keepOfficers(money.issue(SMALL), 1))).isEqualTo(Verdict.accepted());
    assertThat(verdict(keepOfficers(money.issue(TestNetwork.TWO_OFFICERS_ABOVE), 1)))
        .isEqualTo(Verdict.accepted());
    assertThat(verdict(keepOfficers(money.issue(LARGE), 2))).isEqualTo(Verdict.accepted());
  }

  @Test
  void theRegisterCountsEveryStep() {
    var money = new Money();
    TestLedger ledger = money.ledger();
    Spendable issued = money.thousand();
    ledger.commit(ledger.redeem(confirmation("pacs.009"), Money.AIGERIM, issued));

    IssuanceRegister register = ledger.register().register();

    assertThat(register.issued()).isEqualTo(Amount.ofTenge(1_000));
    assertThat(register.redeemed()).isEqualTo(Amount.ofTenge(1_000));
    assertThat(register.circulating()).isEqualTo(Amount.ZERO);
    assertThat(register.sequence()).isEqualTo(2);
    assertThat(verdict(money.issue())).isEqualTo(Verdict.accepted());
  }

  @Test
  void theLastNumberHasNoSuccessor() {
    var money = new Money();
    Draft first = money.issue();
    successor(r -> numbered(r, Long.MAX_VALUE)).accept(first);
    money.ledger().commit(first);

    Draft second = money.unchangedRegister();
    successor(r -> summing(r, r.issued().plus(SMALL), r.redeemed())).accept(second);

    assertThat(verdict(second.output(Money.tenge(SMALL))))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected -> assertThat(rejected.refusal()).isEqualTo(Refusal.REGISTER_STEP_WRONG));
  }

  /// The first step after the issuance key was replaced.
  private record AfterReplacement(Money money, NetworkView view, Signer next) {
    static AfterReplacement make() {
      var money = new Money();
      money.ledger().commit(money.issue());
      Signer next = TestKeys.ed25519("the next issuance key");
      NetworkParameters first = Money.NETWORK.parameters();
      NetworkParameters second = TestNetwork.successorOf(first, false);
      List<AssetTerms> assets =
          first.assets().stream()
              .map(
                  terms ->
                      terms.asset().equals(TestNetwork.KZT)
                          ? new AssetTerms(
                              terms.asset(), next.publicKey(), terms.officers(), terms.approvals())
                          : terms)
              .toList();
      var named =
          new NetworkParameters(
              second.epoch(),
              second.previous(),
              second.effectiveFrom(),
              second.urgent(),
              second.participants(),
              second.notary(),
              assets);
      return new AfterReplacement(money, Money.NETWORK.view().adopt(named), next);
    }

    /// As the rule wants it.
    Draft step() {
      Draft draft = money.issue().epoch(2).signedBy(next);
      successor(register -> register.under(new Condition.Signed(next.publicKey()))).accept(draft);
      return draft;
    }
  }

  @Test
  void theFirstStepUnderANewIssuanceKeyMovesTheRegisterAndNeedsTheFormerToo() {
    AfterReplacement after = AfterReplacement.make();
    Draft step = after.step();
    assertThat(Row.verdict(step, after.view())).isEqualTo(Verdict.accepted());

    after.money().ledger().commit(step);
    Draft second = after.money().issue().epoch(2).signedBy(after.next());
    second.signers.remove(Money.NETWORK.issuance());
    assertThat(Row.verdict(second, after.view())).isEqualTo(Verdict.accepted());
  }

  static List<Arguments> spoilt() {
    return List.of(
        Arguments.of(
            Refusal.REGISTER_STEP_WRONG,
            "the register stays with the former key",
            (BiConsumer<Draft, Signer>)
                (draft, _) ->
                    successor(
                            register ->
                                register.under(
                                    new Condition.Signed(Money.NETWORK.issuance().publicKey())))
                        .accept(draft)),
        Arguments.of(
            Refusal.CONDITION_NOT_MET,
            "the former key did not sign",
            (BiConsumer<Draft, Signer>)
                (draft, _) -> draft.signers.remove(Money.NETWORK.issuance())),
        Arguments.of(
            Refusal.ISSUANCE_SIGNATURE_MISSING,
            "the new key did not sign",
            (BiConsumer<Draft, Signer>) (draft, next) -> draft.signers.remove(next)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("spoilt")
  void refusesTheFirstStepUnderANewKey(
      Refusal refusal, String change, BiConsumer<Draft, Signer> spoil) {
    AfterReplacement after = AfterReplacement.make();
    Draft draft = after.step();
    spoil.accept(draft, after.next());

    assertThat(Row.verdict(draft, after.view()))
        .as(change)
        .isInstanceOfSatisfying(
            Verdict.Rejected.class, rejected -> assertThat(rejected.refusal()).isEqualTo(refusal));
  }

  private static Row wrongStep(String change, Consumer<Draft> mutation) {
    return Row.of(Refusal.REGISTER_STEP_WRONG, change, money -> money.issue(SMALL), mutation);
  }

  /// Changes the register that comes out.
  private static Consumer<Draft> successor(UnaryOperator<IssuanceRegister> change) {
    return draft -> draft.output(0, change.apply((IssuanceRegister) draft.outputs.getFirst()));
  }

  private static void standStill(Draft draft) {
    draft.outputs.clear();
    draft.output(draft.inputs.getFirst().state());
  }

  private static void redeemOnTheSide(Draft draft) {
    Amount part = Amount.ofTenge(100);
    successor(r -> summing(r, r.issued(), r.redeemed().plus(part))).accept(draft);
    draft.output(1, Money.tenge(SMALL.minus(part)));
  }

  private static Draft keepOfficers(Draft draft, int kept) {
    draft.signers.removeAll(
        Money.NETWORK.officers().subList(kept, Money.NETWORK.officers().size()));
    return draft;
  }

  private static IssuanceRegister numbered(IssuanceRegister register, long sequence) {
    return new IssuanceRegister(
        register.asset(),
        register.issued(),
        register.redeemed(),
        sequence,
        register.confirmations(),
        register.condition(),
        register.custodian());
  }

  private static IssuanceRegister summing(
      IssuanceRegister register, Amount issued, Amount redeemed) {
    return new IssuanceRegister(
        register.asset(),
        issued,
        redeemed,
        register.sequence(),
        register.confirmations(),
        register.condition(),
        register.custodian());
  }

  private static Verdict verdict(Draft draft) {
    return Row.verdict(draft, Money.NETWORK.view());
  }
}
