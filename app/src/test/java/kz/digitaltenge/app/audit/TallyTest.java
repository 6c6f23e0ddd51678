package kz.digitaltenge.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void twoHeapsOfTheSameFactsDoNotDifferWhateverTheirOrder() {
    for (int i = 0; i < 10_000; i++) {
      tally.add(id(i % 3_000), hash(i));
    }
    for (int i = 9_999; i >= 0; i--) {
      tally.subtract(id(i % 3_000), hash(i));
    }

    assertThat(differences()).isEmpty();
  }

  @Test
  void aFactThatIsMissingNamesItsTransaction() {
    tally.add(id(1), hash(1));
    tally.add(id(2), hash(2));
    tally.subtract(id(1), hash(1));

    assertThat(differences())
        .singleElement()
        .asString()
        .contains(id(2).hash().hex().substring(0, 32));
  }

  @Test
  void aFactToldTwiceDoesNotCancelItself() {
    tally.add(id(1), hash(1));
    tally.subtract(id(1), hash(1));
    tally.subtract(id(1), hash(1));

    assertThat(differences()).hasSize(1);
  }

  private List<String> differences() {
    var names = new ArrayList<String>();
    tally.forEachDifference(names::add);
    return names;
  }

  private static TransactionId id(int number) {
    return new TransactionId(hash(-1 - number));
  }

  private static Hash hash(int number) {
    return Hash.sha256(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
