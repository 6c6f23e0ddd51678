package kz.digitaltenge.ledger.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RandomValues;
import org.junit.jupiter.api.Test;

final class SetHashTest {
  @Test
  void theOrderInWhichReferencesComeAndGoDoesNotMatter() {
    Property.holds(
        20,
        random -> {
          List<StateRef> stay = references(new RandomValues(random), 20);
          List<StateRef> leave = references(new RandomValues(random), 10);
          var history = new SetSum(SetHash.EMPTY);
          leave.forEach(history::remove);
          List<StateRef> shuffled =
              new ArrayList<>(Stream.concat(stay.stream(), leave.stream()).toList());
          Collections.shuffle(shuffled, new Random(random.nextLong()));
          shuffled.forEach(history::add);

          assertThat(history.hash()).isEqualTo(SetHash.of(stay));
        });
  }

  @Test
  void theHashOfAUnionIsTheSumOfTheHashes() {
    Property.holds(
        20,
        random -> {
          List<StateRef> one = references(new RandomValues(random), 7);
          List<StateRef> other = references(new RandomValues(random), 8);
          var all = new ArrayList<>(one);
          all.addAll(other);

          assertThat(SetHash.of(one).plus(SetHash.of(other))).isEqualTo(SetHash.of(all));
        });
  }

  @Test
  void oneReferenceMoreLessOrTwiceIsAnotherHash() {
    Property.holds(
        20,
        random -> {
          List<StateRef> references = references(new RandomValues(random), 5);
          var twice = new ArrayList<>(references);
          twice.add(references.getFirst());

          assertThat(SetHash.of(references))
              .isNotEqualTo(SetHash.of(references.subList(1, 5)))
              .isNotEqualTo(SetHash.of(twice))
              .isNotEqualTo(SetHash.EMPTY);
        });
  }

  /// Written again in the plainest way: lanes as numbers, AES on each counter block.
  @Test
  void itIsLtHashOfSixteenBitLanes() {
    Property.holds(
        20,
        random -> {
          List<StateRef> references = references(new RandomValues(random), 4);
          int[] lanes = new int[1024];
          references.forEach(reference -> addNaively(lanes, reference));

          assertThat(SetHash.of(references).toBytes()).isEqualTo(bytes(lanes));
        });
  }

  @Test
  void itIsReadBackAsWritten() {
    Property.holds(
        5,
        random -> {
          SetHash hash = SetHash.of(references(new RandomValues(random), 3));
          byte[] written = Encoding.encode(hash, SetHash::writeTo);

          assertThat(Encoding.<SetHash>decode(written, SetHash::readFrom)).isEqualTo(hash);
        });
    assertThatThrownBy(() -> SetHash.fromBytes(new byte[2047]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<StateRef> references(RandomValues any, int count) {
    return Stream.generate(any::stateRef).limit(count).toList();
  }

  private static void addNaively(int[] lanes, StateRef reference) {
    byte[] key = Domain.SET_ELEMENT.hash(reference.key()).trusted();
    for (int block = 0; block < 128; block++) {
      byte[] stream = aes(key, ByteBuffer.allocate(16).putLong(0).putLong(block).array());
      for (int i = 0; i < 8; i++) {
        int number = (stream[2 * i] & 0xff) + 256 * (stream[2 * i + 1] & 0xff);
        lanes[8 * block + i] = (lanes[8 * block + i] + number) % 65_536;
      }
    }
  }

  private static byte[] aes(byte[] key, byte[] block) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(int[] lanes) {
    byte[] bytes = new byte[2048];
    for (int i = 0; i < lanes.length; i++) {
      bytes[2 * i] = (byte) lanes[i];
      bytes[2 * i + 1] = (byte) (lanes[i] >> 8);
    }
    return bytes;
  }
}
