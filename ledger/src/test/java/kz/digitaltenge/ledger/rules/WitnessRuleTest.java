package kz.digitaltenge.ledger.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WitnessRuleTest {
  private static final byte[] SECRET = "open sesame".getBytes(US_ASCII);
  private static final Condition AIGERIM = new Condition.Signed(Money.AIGERIM.publicKey());
  private static final Condition DAULET = new Condition.Signed(Money.DAULET.publicKey());

  /// Daulet with the secret before the window's end, Aigerim afterwards.
  private static final Condition HASH_TIME_LOCK =
      new Condition.Any(
          List.of(
              new Condition.All(
                  List.of(
                      DAULET,
                      new Condition.Preimage(Hash.sha256(SECRET)),
                      new Condition.Before(TestNetwork.WINDOW.until()))),
              new Condition.All(
                  List.of(AIGERIM, new Condition.After(TestNetwork.WINDOW.until())))));

  static List<Row> rows() {
    return List.of(
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "nobody signed",
            Money::payment,
            draft -> draft.signers.clear()),
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "another signed",
            Money::payment,
            draft -> draft.signers.set(0, Money.STRANGER)),
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "one owner of two signed",
            Money::jointPayment,
            draft -> draft.signers.remove(Money.DAULET)),
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "the owner of redeemed tokens did not sign",
            Money::redemption,
            draft -> draft.signers.remove(Money.AIGERIM)),
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "the secret is not shown",
            WitnessRuleTest::claim,
            draft -> draft.preimages.clear()),
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "another secret is shown",
            WitnessRuleTest::claim,
            draft -> draft.preimages.set(0, Bytes.of((byte) 1))),
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "the window ends too late",
            WitnessRuleTest::claim,
            draft -> draft.window(shifted(Duration.ofMillis(1)))),
        Row.of(
            Refusal.CONDITION_NOT_MET,
            "the window begins too early",
            WitnessRuleTest::refund,
            draft -> draft.window(shifted(Duration.ofMinutes(2).minusMillis(1)))));
  }

  static List<Row> signatures() {
    return List.of(
        Row.of(
            Refusal.SIGNATURE_WRONG,
            "another signed in the owner's name",
            Money::payment,
            draft -> draft.signers.set(0, TestKeys.impostor(Money.AIGERIM.publicKey()))),
        Row.of(
            Refusal.SIGNATURE_WRONG,
            "the owner signed another transaction",
            Money::payment,
            draft -> draft.signers.set(0, distracted())),
        Row.of(
            Refusal.SIGNATURE_WRONG,
            "an officer's approval is false",
            Money::issue,
            draft ->
                draft.signers.set(
                    draft.signers.size() - 1,
                    TestKeys.impostor(draft.signers.getLast().publicKey()))),
        Row.of(
            Refusal.WITNESS_SUPERFLUOUS,
            "a stranger signed too",
            Money::payment,
            draft -> draft.signedBy(Money.STRANGER)),
        Row.of(
            Refusal.WITNESS_SUPERFLUOUS,
            "the owner signed twice",
            Money::payment,
            draft -> draft.signedBy(Money.AIGERIM)),
        Row.of(
            Refusal.WITNESS_SUPERFLUOUS,
            "an officer signed a payment",
            Money::payment,
            draft -> draft.signedBy(Money.NETWORK.officers().getFirst())),
        Row.of(
            Refusal.WITNESS_SUPERFLUOUS,
            "a secret is shown that nobody asked for",
            Money::payment,
            draft -> draft.preimage(SECRET)),
        Row.of(
            Refusal.WITNESS_SUPERFLUOUS,
            "the secret is shown twice",
            WitnessRuleTest::claim,
            draft -> draft.preimage(SECRET)));
  }

  @ParameterizedTest
  @MethodSource({"rows", "signatures"})
  void refuses(Row row) {
    row.check();
  }

  @Test
  void oneSignatureServesAllInputsOfItsOwner() {
    Draft merge = new Money().merge();

    assertThat(merge.inputs).hasSize(2);
    assertThat(merge.signed().witness().signatures()).hasSize(1);
    assertThat(Row.verdict(merge, Money.NETWORK.view())).isEqualTo(Verdict.accepted());
  }

  private static Draft claim(Money money) {
    return money.spend(HASH_TIME_LOCK, Money.DAULET).preimage(SECRET);
  }

  private static Draft refund(Money money) {
    return money.spend(HASH_TIME_LOCK, Money.AIGERIM).window(shifted(Duration.ofMinutes(2)));
  }

  private static TimeWindow shifted(Duration by) {
    return new TimeWindow(TestNetwork.WINDOW.from().plus(by), TestNetwork.WINDOW.until().plus(by));
  }

  /// Aigerim, who signs something else than she is shown.
  private static Signer distracted() {
    byte[] other = Witness.message(Money.NETWORK.networkId(), new Money().issue().signed().id());
    SignatureBytes signature = Money.AIGERIM.sign(other);
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return Money.AIGERIM.publicKey();
      }

      @Override
      public SignatureBytes sign(byte[] message) {
        return signature;
      }
    };
  }
}
