package kz.digitaltenge.ledger;

import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;

final class SizesTest {
  private static final Signer OWNER = TestKeys.ed25519("owner");

  private final TestLedger ledger = new TestLedger(TestNetwork.of(1));
  private final Spendable token = ledger.issued(Amount.ofTenge(1), OWNER.publicKey(), HALYK);

  @Test
  void asManyInputsAndOutputsAsAllowedFit() {
    Draft draft = ledger.draft().intent(new Intent.Housekeeping());
    for (int i = 0; i < Transaction.INPUTS_MAX; i++) {
      draft.input(token).signedBy(TestKeys.ed25519("owner " + i));
    }
    for (int i = 0; i < Transaction.OUTPUTS_MAX; i++) {
      draft.output(under(new Condition.Signed(OWNER.publicKey())));
    }

    SignedTransaction signed = draft.signed();

    assertThat(signed.encode()).hasSizeLessThan(SignedTransaction.SIZE_BYTES_MAX);
    assertThat(SignedTransaction.decode(signed.encode())).isEqualTo(signed);
    assertThatIllegalArgumentException().isThrownBy(draft.input(token)::transaction);
    draft.inputs.removeLast();
    draft.output(draft.outputs.getFirst());
    assertThatIllegalArgumentException().isThrownBy(draft.outputCount(1)::transaction);
  }

  @Test
  void aLargerTransactionCannotBeMadeOrRead() {
    var wide = new Condition.Any(Collections.nCopies(60, new Condition.Signed(OWNER.publicKey())));
    Draft draft = ledger.draft().input(token).intent(new Intent.Housekeeping());
    IntStream.range(0, Transaction.OUTPUTS_MAX).forEach(_ -> draft.output(under(wide)));

    assertThat(draft.transaction().encode()).hasSizeGreaterThan(SignedTransaction.SIZE_BYTES_MAX);
    assertThatIllegalArgumentException().isThrownBy(draft::signed);
    assertThatThrownBy(() -> SignedTransaction.decode(draft.transaction().encode()))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("TOO_LARGE");
  }

  /// Such an output could be created and never be spent: no proof could carry it.
  @Test
  void aConditionThatNoProofCouldShowCannotBeMade() {
    var large =
        new PublicKey(SchemeId.ML_DSA_65, Bytes.of(new byte[SchemeId.ML_DSA_65.publicKeyBytes()]));
    var wide = new Condition.Any(Collections.nCopies(9, new Condition.Signed(large)));
    Draft draft = ledger.draft().input(token).output(under(wide));

    assertThat(wide.fits()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(draft::transaction);
  }

  private static State under(Condition condition) {
    return TestLedger.token(Amount.ofTenge(1), condition, HALYK);
  }
}
