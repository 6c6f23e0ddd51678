package kz.digitaltenge.ledger;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.List;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.testkit.BitFlips;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;

/// No bit of anything that is kept or sent can change: the bytes are refused when they are read, or
/// what they say is not accepted, and nothing else happens.
final class TamperingTest {
  private static final TestNetwork NETWORK = TestNetwork.of(3);
  private static final Signer PAYER = TestKeys.ed25519("payer");
  private static final Signer PAYEE = TestKeys.ed25519("payee");

  /// Twenty times as fast as the JDK, which matters for thousands of bits.
  private static final JcaSignatures FAST =
      JcaSignatures.ofJdk()
          .with(SchemeId.ED25519, AmazonCorrettoCryptoProvider.INSTANCE)
          .with(SchemeId.P256, AmazonCorrettoCryptoProvider.INSTANCE);

  private final RememberingVerifier verifier = new RememberingVerifier(FAST);
  private final Validator validator = new Validator(verifier);
  private final TestLedger ledger = new TestLedger(NETWORK);

  @Test
  void aPayment() {
    ledger.notary().pad(5);
    Spendable token = ledger.issued(Amount.ofTenge(1_000), PAYER.publicKey(), HALYK);
    noBitCanChange(payment(token));
  }

  @Test
  void anIssue() {
    noBitCanChange(
        ledger.issue(
            TestLedger.confirmation("pacs.002"),
            TestLedger.token(Amount.ofTenge(1), PAYER.publicKey(), HALYK)));
  }

  @Test
  void theProofOfAnInput() {
    ledger.notary().pad(5);
    Draft draft = payment(ledger.issued(Amount.ofTenge(1_000), PAYER.publicKey(), HALYK));
    SignedTransaction signed = draft.signed();

    noBitCanChange(
        Encoding.encode(draft.provenance.getFirst(), Provenance::writeTo),
        bytes -> {
          Provenance proof = Encoding.decode(bytes, Provenance::readFrom);
          return validator.validate(signed, List.of(proof), NETWORK.view()).isAccepted();
        });
  }

  @Test
  void aFinalityProof() {
    ledger.notary().pad(5);
    Draft draft = payment(ledger.issued(Amount.ofTenge(1_000), PAYER.publicKey(), HALYK));

    noBitCanChange(
        ledger.notary().finalise(draft.transaction(), draft.attesters()).encode(),
        bytes -> FinalityProof.decode(bytes).verifies(NETWORK.parameters().headKeys(), verifier));
  }

  @Test
  void aHead() {
    noBitCanChange(
        ledger.notary().head().encode(),
        bytes ->
            SignedHead.decode(bytes)
                .isSignedByMajorityOf(NETWORK.parameters().headKeys(), verifier));
  }

  @Test
  void theFirstParameters() {
    noBitCanChange(
        NETWORK.signed(NETWORK.parameters()).encode(),
        bytes -> SignedParameters.decode(bytes).isGenesisOf(NETWORK.networkId(), verifier));
  }

  @Test
  void theNextParameters() {
    NetworkParameters next = TestNetwork.successorOf(NETWORK.parameters(), false);

    noBitCanChange(
        NETWORK.signed(next).encode(),
        bytes -> SignedParameters.decode(bytes).follows(NETWORK.parameters(), verifier));
  }

  private Draft payment(Spendable token) {
    return ledger.move(
        token,
        PAYER,
        TestLedger.token(Amount.ofTenge(300), PAYEE.publicKey(), CENTERCREDIT),
        PAYER.publicKey());
  }

  private void noBitCanChange(Draft draft) {
    noBitCanChange(
        draft.signed().encode(),
        bytes ->
            validator
                .validate(SignedTransaction.decode(bytes), draft.provenance, NETWORK.view())
                .isAccepted());
  }

  private static void noBitCanChange(byte[] valid, Predicate<byte[]> accepts) {
    assertThat(accepts.test(valid)).isTrue();
    BitFlips.each(
        valid,
        bytes -> {
          try {
            assertThat(accepts.test(bytes)).isFalse();
          } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, bytes.length);
          }
        });
  }
}
