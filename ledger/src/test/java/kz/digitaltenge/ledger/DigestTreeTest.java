package kz.digitaltenge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RandomValues;
import org.junit.jupiter.api.Test;

final class DigestTreeTest {
  private static final Bytes SALT = Bytes.of(Hash.sha256().trusted());
  private static final Bytes OTHER_SALT = Bytes.of(Hash.sha256(new byte[1]).trusted());

  @Test
  void theIdIsAsDocumented() {
    Property.holds(
        200,
        random -> {
          Transaction any = new RandomValues(random).transaction();
          Transaction transaction = salted(any, SALT);

          assertThat(transaction.id().hash()).isEqualTo(new NaiveDigest(SALT).id(transaction));
        });
  }

  @Test
  void everyPartAndTheSaltMakeTheId() {
    Property.holds(
        50,
        random -> {
          var any = new RandomValues(random);
          Transaction one = any.transaction(2);
          Transaction other = any.transaction(2);

          assertThat(
                  List.of(
                          one,
                          salted(one, SALT),
                          salted(one, OTHER_SALT),
                          with(one, other.header(), one.outputs(), one.tags()),
                          with(one, one.header(), other.outputs(), one.tags()),
                          with(one, one.header(), one.outputs().reversed(), one.tags()),
                          with(one, one.header(), one.outputs(), List.of(any.hash())),
                          other)
                      .stream()
                      .map(Transaction::id))
              .doesNotHaveDuplicates();
        });
  }

  @Test
  void eachOutputOfTransactionsOfEverySizeCanBeProved() {
    Property.holds(
        1,
        random -> {
          var any = new RandomValues(random);
          for (int outputs = 1; outputs <= 256; outputs += outputs < 20 ? 1 : 59) {
            Transaction transaction = any.transaction(outputs);
            for (int i = 0; i < outputs; i += 1 + outputs / 20) {
              isProved(transaction, i);
            }
            isProved(transaction, outputs - 1);
          }
        });
  }

  private static void isProved(Transaction transaction, int index) {
    StateProof proof = transaction.stateProof(index);

    assertThat(proof.id()).contains(transaction.id());
    assertThat(proof.index()).isEqualTo(index);
    assertThat(proof.state()).isEqualTo(transaction.outputs().get(index));
  }

  @Test
  void aStateProofShowsNothingOfOtherOutputs() {
    Property.holds(
        50,
        random -> {
          var any = new RandomValues(random);
          Transaction transaction = any.transaction(5);
          byte[] proof = Encoding.encode(transaction.stateProof(2), StateProof::writeTo);
          String hex = Bytes.ofTrusted(proof).hex();

          for (State output : transaction.outputs()) {
            boolean shown = output.equals(transaction.outputs().get(2));
            assertThat(hex.contains(Bytes.ofTrusted(output.ownerLeaf()).hex())).isEqualTo(shown);
          }
        });
  }

  @Test
  void aProofForAnotherIndexLeadsElsewhere() {
    Property.holds(
        50,
        random -> {
          StateProof proof = new RandomValues(random).transaction(4).stateProof(2);
          for (int index = 0; index < 4; index++) {
            var moved = new MerklePath(index, 4, proof.path().hashes());

            assertThat(at(proof, moved).id().equals(proof.id())).isEqualTo(index == 2);
          }
          assertThat(at(proof, new MerklePath(2, 5, proof.path().hashes())).id())
              .isEqualTo(Optional.empty());
        });
  }

  private static StateProof at(StateProof proof, MerklePath path) {
    return new StateProof(
        proof.header(),
        proof.headerNonce(),
        path,
        proof.value(),
        proof.owner(),
        proof.inputsRoot(),
        proof.tagsRoot(),
        proof.referencesRoot(),
        proof.intentsRoot());
  }

  private static Transaction salted(Transaction transaction, Bytes salt) {
    return new Transaction(
        salt,
        transaction.header(),
        transaction.inputs(),
        transaction.outputs(),
        transaction.tags(),
        transaction.references(),
        transaction.intents());
  }

  private static Transaction with(
      Transaction transaction, TransactionHeader header, List<State> outputs, List<Hash> tags) {
    return new Transaction(
        SALT,
        header,
        transaction.inputs(),
        outputs,
        tags,
        transaction.references(),
        transaction.intents());
  }
}
