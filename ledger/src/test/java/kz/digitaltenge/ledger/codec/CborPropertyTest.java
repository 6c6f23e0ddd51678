package kz.digitaltenge.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import kz.digitaltenge.ledger.testkit.Property;
import org.junit.jupiter.api.Test;

final class CborPropertyTest {
  private static final List<Consumer<CborReader>> READS =
      List.of(
          CborReader::item,
          CborReader::uint,
          CborReader::bool,
          CborReader::nil,
          CborReader::nextIsNil,
          CborReader::end,
          r -> r.uint(1000),
          r -> r.bytes(1000),
          r -> r.bytesOf(3),
          r -> r.text(1000),
          r -> r.array(1000),
          r -> r.arrayOf(2));

  @Test
  void whatIsWrittenIsReadBack() {
    Property.holds(
        2_000,
        random -> {
          Item item = Item.random(random, 4);

          assertThat(CborReader.decode(item.encoded(), Item::readFrom)).isEqualTo(item);
        });
  }

  @Test
  void whatIsReadIsWrittenBackToTheSameBytes() {
    Property.holds(
        20_000,
        random -> {
          byte[] input = hostile(random);
          try {
            Item item = CborReader.decode(input, Item::readFrom);

            assertThat(item.encoded()).isEqualTo(input);
          } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, input.length);
          }
        });
  }

  @Test
  void noBytesCauseAnythingButARefusal() {
    Property.holds(
        20_000,
        random -> {
          var reader = new CborReader(hostile(random));
          try {
            for (int i = 0; i < 4; i++) {
              READS.get(random.nextInt(READS.size())).accept(reader);
            }
          } catch (MalformedException e) {
            assertThat(e.reason()).isNotNull();
          }
        });
  }

  /// Plain noise is refused at once; what gets far is a good encoding with something wrong in it.
  private static byte[] hostile(RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return Property.bytes(random, random.nextInt(40));
    }
    byte[] bytes = Item.random(random, 3).encoded();
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
