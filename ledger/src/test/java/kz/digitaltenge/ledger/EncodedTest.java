package kz.digitaltenge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.testkit.BitFlips;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RandomValues;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EncodedTest {
  static List<Encoded<?>> types() {
    return Encoded.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void whatIsWrittenIsReadBack(Encoded<T> type) {
    Property.holds(
        100,
        random -> {
          T value = type.any().apply(new RandomValues(random));

          assertThat(type.read().apply(type.write().apply(value))).isEqualTo(value);
        });
  }

  /// One value has one form: whatever is read at all is written back to the same bytes.
  @ParameterizedTest
  @MethodSource("types")
  <T> void changedBytesAreRefusedOrAreAnotherValue(Encoded<T> type) {
    Property.holds(
        1,
        random -> {
          byte[] bytes = type.write().apply(type.any().apply(new RandomValues(random)));
          if (bytes.length < 6_000) {
            BitFlips.each(bytes, flipped -> isRefusedOrReadWhole(type, flipped));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  <T> void hostileBytesAreRefusedOrAreValues(Encoded<T> type) {
    Property.holds(
        300,
        random ->
            isRefusedOrReadWhole(
                type,
                Hostile.spoil(
                    random, type.write().apply(type.any().apply(new RandomValues(random))))));
  }

  /// Whatever is announced, nothing is allocated for it before it is there.
  @ParameterizedTest
  @MethodSource("types")
  <T> void bombsAreRefused(Encoded<T> type) {
    for (byte[] bomb : Hostile.bombs()) {
      isRefusedOrReadWhole(type, bomb);
    }
  }

  private static <T> void isRefusedOrReadWhole(Encoded<T> type, byte[] bytes) {
    try {
      T value = type.read().apply(bytes);

      assertThat(type.write().apply(value)).isEqualTo(bytes);
    } catch (MalformedException e) {
      assertThat(e.offset()).isBetween(0, bytes.length);
    }
  }
}
