package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.ApprovedStep.Kind;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the central bank's node verifies before it keeps an officer's approval (A4, S03).
class OfficersApprovalsTest extends ConversionSetting {
  private static final Hash OTHER = Hash.sha256(new byte[] {1});

  /// What is done to an approval, and how it is refused.
  ///
  /// @param field that the refusal names, if it names one
  record Row(
      String change, UnaryOperator<OfficerApproval> spoil, ErrorCode code, Optional<String> field) {
    static Row signed(String field, UnaryOperator<ApprovedStep> change) {
      return new Row(
          "another " + field,
          honest -> OfficerApproval.sign(change.apply(honest.step()), TestOfficers.signer("Aliya")),
          ErrorCode.APPROVAL_DIFFERS,
          Optional.of(field));
    }

    @Override
    public String toString() {
      return change;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        Row.signed("network", s -> step(OTHER, s.asset(), s.kind(), s)),
        Row.signed("asset", s -> step(s.networkId(), new Asset(KAZPOST, "KZT"), s.kind(), s)),
        Row.signed("direction", s -> step(s.networkId(), s.asset(), Kind.REDEEM, s)),
        Row.signed(
            "bank",
            s ->
                new ApprovedStep(
                    s.networkId(),
                    s.asset(),
                    s.kind(),
                    KAZPOST,
                    s.amount(),
                    s.confirmation(),
                    s.conversion())),
        Row.signed(
            "amount",
            s ->
                new ApprovedStep(
                    s.networkId(),
                    s.asset(),
                    s.kind(),
                    s.bank(),
                    Amount.ofTenge(51),
                    s.confirmation(),
                    s.conversion())),
        Row.signed(
            "confirmation",
            s ->
                new ApprovedStep(
                    s.networkId(),
                    s.asset(),
                    s.kind(),
                    s.bank(),
                    s.amount(),
                    Optional.of(OTHER),
                    s.conversion())),
        Row.signed(
            "conversion",
            s ->
                new ApprovedStep(
                    s.networkId(),
                    s.asset(),
                    s.kind(),
                    s.bank(),
                    s.amount(),
                    s.confirmation(),
                    "B")),
        new Row(
            "a key of no officer",
            honest -> OfficerApproval.sign(honest.step(), TestOfficers.signer("Chingiz")),
            ErrorCode.NOT_AN_OFFICER,
            Optional.empty()),
        new Row(
            "an officer's key, another's signature",
            honest ->
                new OfficerApproval(
                    honest.step(),
                    new OfficerSignature(
                        TestOfficers.signer("Berik").publicKey(), honest.by().signature())),
            ErrorCode.OFFICER_SIGNATURE_WRONG,
            Optional.empty()));
  }

  private static ApprovedStep step(Hash network, Asset asset, Kind kind, ApprovedStep step) {
    return new ApprovedStep(
        network,
        asset,
        kind,
        step.bank(),
        step.amount(),
        kind == Kind.ISSUE ? step.confirmation() : Optional.empty(),
        step.conversion());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isRefusedAndNothingIsKept(Row row) {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 50)));
    OfficerApproval honest = honest(conversions, debited);

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> conversions.approve(debited.id(), row.spoil().apply(honest)))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(row.code());
              row.field().ifPresent(field -> assertThat(e).hasMessageContaining(field));
            });
    assertThat(conversions.find(debited.id()).orElseThrow().approvals()).isEmpty();
    assertThat(ledger.circulating()).isEqualTo(Amount.ZERO);

    assertThat(conversions.approve(debited.id(), honest).stage()).isEqualTo(Stage.ISSUED);
    booksAgree();
  }

  @Test
  void oneOfficerCountsOnceHoweverOftenHisApprovalComes() {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 100)));
    OfficerApproval first = honest(conversions, debited);

    Conversion once = conversions.approve(debited.id(), first);
    Conversion twice = started().approve(debited.id(), honest(conversions, debited));

    assertThat(once.approvals()).containsExactly(first);
    assertThat(twice).isEqualTo(once).returns(Stage.DEBITED, Conversion::stage);
  }

  @Test
  void nobodyApprovesBeforeTheDebitIsConfirmed() {
    Conversions conversions = started();
    fixture.stop();
    Conversion ordered = conversions.request(signed(issue("A", 50)));

    assertThat(conversions.toApprove(ordered)).isEmpty();
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> TestOfficers.approve(conversions, ordered.id(), "Aliya"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY));
    assertThat(conversions.find(ordered.id()).orElseThrow().approvals()).isEmpty();
  }

  /// Earlier builds noted who had said yes, and signed in the officers' names.
  @Test
  void whatAnEarlierBuildNotedUnsignedCountsNoMore() throws Exception {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 50)));
    execute(
        "insert into conversion.approval (bank, name, officer, at) values ('%s', 'A', 'Aliya', 1)"
            .formatted(debited.id().bank()));

    assertThat(started().resume()).singleElement().returns(Stage.DEBITED, Conversion::stage);

    assertThat(TestOfficers.approve(started(), debited.id(), "Aliya").stage())
        .isEqualTo(Stage.ISSUED);
    booksAgree();
  }

  /// Who owns the database makes no money with it.
  @Test
  void whatWasWrittenIntoTheDatabaseCountsOnlyWhenAnOfficerSignedIt() throws Exception {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 50)));
    byte[] forged =
        OfficerApproval.sign(
                conversions.toApprove(debited).orElseThrow(), TestOfficers.signer("Chingiz"))
            .encode();
    execute(
        "insert into conversion.approval (bank, name, officer, at, signed_by, signed) values"
            + " ('%s', 'A', 'Aliya', 1, '\\x00', '\\x%s')"
                .formatted(debited.id().bank(), HexFormat.of().formatHex(forged)),
        "update conversion.conversion set stage = 'APPROVED'");

    assertThat(started().resume()).singleElement().returns(Stage.DEBITED, Conversion::stage);
    assertThat(ledger.circulating()).isEqualTo(Amount.ZERO);
    // An officer's own signature still leads on.
    assertThat(TestOfficers.approve(started(), debited.id(), "Berik").stage())
        .isEqualTo(Stage.ISSUED);
  }

  @Test
  void whatWasPutInPlaceOfAnOfficersSignatureIsReplacedByThatOfficersOwn() throws Exception {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 100)));
    OfficerApproval honest = honest(conversions, debited);
    conversions.approve(debited.id(), honest);
    byte[] forged = OfficerApproval.sign(honest.step(), TestOfficers.signer("Chingiz")).encode();
    // The column says who signed; what was signed says otherwise.
    execute(
        "update conversion.approval set signed = '\\x%s'"
            .formatted(HexFormat.of().formatHex(forged)));
    assertThat(TestOfficers.approve(started(), debited.id(), "Berik").stage())
        .isEqualTo(Stage.DEBITED);

    assertThat(started().approve(debited.id(), honest).stage()).isEqualTo(Stage.ISSUED);
    booksAgree();
  }

  @Test
  void aRowThatIsNoApprovalHoldsUpNothing() throws Exception {
    Conversions conversions = started();
    Conversion spoilt = conversions.request(signed(issue("A", 100)));
    Conversion other = conversions.request(signed(issue("B", 50)));
    TestOfficers.approve(conversions, spoilt.id(), "Aliya");
    execute("update conversion.approval set signed = '\\x00ff'");

    assertThat(started().resume()).hasSize(2);
    assertThat(TestOfficers.approve(started(), other.id(), "Berik").stage())
        .isEqualTo(Stage.ISSUED);
    TestOfficers.approve(started(), spoilt.id(), "Aliya");
    assertThat(TestOfficers.approve(started(), spoilt.id(), "Berik").stage())
        .isEqualTo(Stage.ISSUED);
    booksAgree();
  }

  /// A key was replaced after the conversion was approved and before it was issued.
  @Test
  void anIssueWhoseApprovalsCountNoMoreIsRefusedByOfficersAgain() throws Exception {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 50)));
    execute("update conversion.conversion set stage = 'APPROVED'");

    assertThat(started().resume()).singleElement().returns(Stage.DEBITED, Conversion::stage);
    Conversion refused = started().refuse(debited.id(), "Berik", "the key is replaced");

    assertThat(refused.stage()).isEqualTo(Stage.RETURNED);
    assertThat(ledger.circulating()).isEqualTo(Amount.ZERO);
    booksAgree();
  }

  @Test
  void anIssueThatWasMadeIsNotedThoughItsApprovalsCountNoMore() throws Exception {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 50)));
    TestOfficers.approve(conversions, debited.id(), "Aliya");
    execute(
        "update conversion.conversion set stage = 'APPROVED'", "delete from conversion.approval");

    assertThat(started().resume()).singleElement().returns(Stage.ISSUED, Conversion::stage);
    booksAgree();
  }

  @Test
  void anApprovalAfterARefusalIsNotKept() {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 50)));
    OfficerApproval honest = honest(conversions, debited);
    fixture.stop();
    Conversion owed = conversions.refuse(debited.id(), "Berik", "by mistake");
    assertThat(owed.stage()).isEqualTo(Stage.CREDIT_BACK_OWED);

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> conversions.approve(debited.id(), honest))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY));
    assertThat(conversions.find(debited.id()).orElseThrow().approvals()).isEmpty();
  }

  @Test
  void aForgedApprovalOfWhatHasEndedIsRefusedToo() {
    Conversions conversions = started();
    Conversion debited = conversions.request(signed(issue("A", 50)));
    OfficerApproval honest = honest(conversions, debited);
    conversions.approve(debited.id(), honest);

    assertThat(conversions.approve(debited.id(), honest).stage()).isEqualTo(Stage.ISSUED);
    var forged = OfficerApproval.sign(honest.step(), TestOfficers.signer("Chingiz"));
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> conversions.approve(debited.id(), forged))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_AN_OFFICER));
  }

  private static OfficerApproval honest(Conversions conversions, Conversion now) {
    return OfficerApproval.sign(
        conversions.toApprove(now).orElseThrow(), TestOfficers.signer("Aliya"));
  }
}
