package kz.digitaltenge.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import kz.digitaltenge.ledger.testkit.Property;

/// Bytes as an attacker would send them.
final class Hostile {
  private static final List<String> HEADS =
      List.of(
          "9f",
          "5f",
          "7f",
          "ff", // without a length
          "9a7fffffff",
          "5a7fffffff",
          "7a7fffffff",
          "9b7fffffffffffffff",
          "1bffffffffffffffff",
          "1800",
          "190001",
          "1a00000001",
          "1b0000000000000001", // not the shortest
          "20",
          "a0",
          "c0",
          "f4",
          "f6",
          "f7",
          "f8ff",
          "f93c00",
          "fb3ff0000000000000");

  private Hostile() {}

  /// A good encoding with something wrong in it: noise alone would be refused at its first byte.
  static byte[] spoil(RandomGenerator random, byte[] good) {
    return switch (random.nextInt(6)) {
      case 0 -> Property.bytes(random, random.nextInt(100));
      case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 2 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(3));
      case 3 -> spliced(random, good, Property.bytes(random, random.nextInt(1, 5)));
      case 4 ->
          spliced(random, good, HexFormat.of().parseHex(HEADS.get(random.nextInt(HEADS.size()))));
      default -> moved(random, good);
    };
  }

  /// Few bytes that announce a lot: lengths up to the largest, arrays inside arrays.
  static List<byte[]> bombs() {
    var bombs = new ArrayList<byte[]>();
    for (String head : HEADS) {
      for (int arrays : new int[] {0, 1, 2, 3, 9, 200_000}) {
        for (int width = 1; width <= 9; width += arrays > 100 ? 8 : 1) {
          byte[] suffix = HexFormat.of().parseHex(head);
          byte[] bomb = new byte[arrays + suffix.length];
          Arrays.fill(bomb, 0, arrays, (byte) (0x80 | width));
          System.arraycopy(suffix, 0, bomb, arrays, suffix.length);
          bombs.add(bomb);
        }
      }
    }
    return bombs;
  }

  private static byte[] spliced(RandomGenerator random, byte[] good, byte[] inserted) {
    int start = random.nextInt(good.length);
    int end = Math.min(good.length, start + random.nextInt(1, 10));
    byte[] spoilt = new byte[start + inserted.length + good.length - end];
    System.arraycopy(good, 0, spoilt, 0, start);
    System.arraycopy(inserted, 0, spoilt, start, inserted.length);
    System.arraycopy(good, end, spoilt, start + inserted.length, good.length - end);
    return spoilt;
  }

  /// A part of it in another place.
  private static byte[] moved(RandomGenerator random, byte[] good) {
    int length = random.nextInt(1, Math.min(good.length, 40) + 1);
    int from = random.nextInt(good.length - length + 1);
    int to = random.nextInt(good.length - length + 1);
    byte[] spoilt = good.clone();
    System.arraycopy(good, from, spoilt, to, length);
    return spoilt;
  }
}
