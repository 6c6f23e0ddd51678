package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine.State;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.MandateOrder.Tier;
import kz.digitaltenge.api.operator.SignatoryLine;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is no mandate, and what is no signatory's word.
class MandateRefusalsTest extends MandateFixture {
  /// A signature that says something else, or that another key made.
  static Stream<Arguments> lies() {
    UnaryOperator<String> same = text -> text;
    return Stream.of(
        Arguments.of("another's key", ATTORNEY, EDDSA, same),
        Arguments.of("another amount", DIRECTOR, EDDSA, edit("\"5.00\"", "\"4.00\"")),
        Arguments.of("another payment", DIRECTOR, EDDSA, edit("\"p1\"", "\"p2\"")),
        Arguments.of("another payee", DIRECTOR, EDDSA, edit(PAYEE.value(), OTHER.value())),
        Arguments.of("another purpose", DIRECTOR, EDDSA, edit("\"purpose\":\"", "\"purpose\":\"x")),
        Arguments.of("a no for a yes", DIRECTOR, EDDSA, edit("APPROVE", "REFUSE")),
        Arguments.of("no algorithm", DIRECTOR, "{}", same),
        Arguments.of("none", DIRECTOR, "{\"alg\":\"none\"}", same),
        Arguments.of("another algorithm", DIRECTOR, "{\"alg\":\"ES256\"}", same),
        Arguments.of("another's name", DIRECTOR, "{\"alg\":\"EdDSA\",\"kid\":\"attorney\"}", same),
        Arguments.of("a member twice", DIRECTOR, "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\"}", same),
        Arguments.of(
            "what would have to be understood",
            DIRECTOR,
            "{\"alg\":\"EdDSA\",\"b64\":\"false\"}",
            same),
        Arguments.of("no header", DIRECTOR, "x", same));
  }

  private static UnaryOperator<String> edit(String what, String by) {
    return text -> text.replace(what, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aSignatureThatIsNotTheSignatorysOverThisIsRefused(
      String what, Person person, String header, UnaryOperator<String> content) {
    Bank bank = bank();
    bank.mandate("1", director(), attorney());
    String approve = bank.file("p1", "5").approve();
    String signature = person.sign(header, content.apply(approve));

    refused(
        ErrorCode.APPROVAL_REFUSED,
        "not signed by the key",
        () -> bank.desk().decide(new ApprovalOrder("p1", "director", "APPROVE", signature), 1));
    refused(
        ErrorCode.APPROVAL_REFUSED,
        "nobody signs",
        () -> bank.desk().decide(new ApprovalOrder("p1", "cleaner", "APPROVE", signature), 1));
    assertThat(ledger.payments()).as(what).isZero();
    assertThat(bank.director("p1").state()).isEqualTo(State.PAID);
  }

  static Stream<Arguments> bad() {
    SignatoryLine second = ATTORNEY.line("second", "ATTORNEY");
    return Stream.of(
        bad("0 of 1 cannot sign", "0", List.of(), director()),
        bad("3 of 2 cannot sign", "3", List.of(), director(), accountant()),
        bad("0 signatories", "1", List.of()),
        bad(
            "11 signatories",
            "1",
            List.of(),
            Stream.iterate(0, i -> i + 1)
                .limit(11)
                .map(i -> new Person.OnEd25519("p" + i).line("p" + i, "ATTORNEY"))
                .toArray(SignatoryLine[]::new)),
        bad("listed twice", "1", List.of(), director(), ATTORNEY.line("director", "ATTORNEY")),
        bad("another signatory's too", "1", List.of(), attorney(), second),
        bad("a signatory's id", "1", List.of(), DIRECTOR.line("the director", "DIRECTOR")),
        bad("not more than below", "2", List.of(new Tier("5", "2")), director(), accountant()),
        bad("not more than below", "2", List.of(new Tier("5", "1")), director(), accountant()),
        bad("more than there are", "1", List.of(new Tier("5", "3")), director(), accountant()),
        bad(
            "do not rise",
            "1",
            List.of(new Tier("5", "2"), new Tier("5", "3")),
            director(),
            accountant(),
            attorney()),
        bad(
            "a key on Ed25519 has no y",
            "1",
            List.of(),
            key(new SignatoryLine.Jwk("Ed25519", attorney().key().x(), attorney().key().x()))),
        bad(
            "point of P-256",
            "1",
            List.of(),
            key(new SignatoryLine.Jwk("P-256", accountant().key().x(), accountant().key().x()))),
        bad(
            "neither Ed25519 nor P-256",
            "1",
            List.of(),
            key(new SignatoryLine.Jwk("P-384", accountant().key().x(), accountant().key().y()))),
        bad("32 bytes", "1", List.of(), key(new SignatoryLine.Jwk("Ed25519", "AAAA", ""))));
  }

  private static Arguments bad(
      String reason, String required, List<Tier> tiers, SignatoryLine... signatories) {
    return Arguments.of(reason, required, tiers, Arrays.asList(signatories));
  }

  private static SignatoryLine key(SignatoryLine.Jwk key) {
    return new SignatoryLine("director", "DIRECTOR", key);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void whatIsNoMandateIsRefusedWithItsReason(
      String reason, String required, List<Tier> tiers, List<SignatoryLine> signatories) {
    Bank bank = bank();

    refused(
        ErrorCode.MANDATE_REFUSED,
        reason,
        () ->
            bank.desk()
                .changeMandate(
                    new MandateOrder(COMPANY.value(), signatories, required, tiers, "charter"), 1));
    assertThat(bank.desk().mandates(COMPANY.value())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2, DIRECTOR DIRECTOR, a role is listed twice",
    "2, DIRECTOR ATTORNEY, nobody of its signatories is ATTORNEY",
    "1, DIRECTOR ACCOUNTANT, 1 signatories are not one of each of 2 roles"
  })
  void rolesThatCannotSignAreRefused(String required, String roles, String reason) {
    Bank bank = bank();
    var order =
        new MandateOrder(
            COMPANY.value(),
            List.of(director(), accountant()),
            required,
            List.of(roles.split(" ", -1)),
            List.of(),
            "charter");

    refused(ErrorCode.MANDATE_REFUSED, reason, () -> bank.desk().changeMandate(order, 1));
    assertThat(bank.desk().mandates(COMPANY.value())).isEmpty();
  }

  @Test
  void onlyACompanysAccountIsPutUnderOne() {
    Bank bank = bank();

    refused(
        ErrorCode.MANDATE_REFUSED,
        "a person's",
        () ->
            bank.desk()
                .changeMandate(
                    new MandateOrder(OTHER.value(), List.of(director()), "1", List.of(), "why"),
                    1));
  }

  /// One that nobody has, and one of another bank's.
  static Stream<AccountId> strangers() {
    return Stream.of(AccountId.of("601", "DT99999999999"), PAYEE);
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void anAccountThatIsNotHereHasNoMandatesToShowOrChange(AccountId account) {
    MandateDesk desk = bank().desk();
    String number = account.value();
    var order = new MandateOrder(number, List.of(director()), "1", List.of(), "why");

    refused(ErrorCode.UNKNOWN_ACCOUNT, number, () -> desk.mandates(number));
    refused(ErrorCode.UNKNOWN_ACCOUNT, number, () -> desk.changeMandate(order, 1));
    refused(ErrorCode.UNKNOWN_ACCOUNT, number, () -> desk.endMandate(number, "why", 1));
  }

  @Test
  void anAccountThatNeverWasUnderOneHasNone() {
    assertThat(bank().desk().mandates(OTHER.value())).isEmpty();
  }
}
