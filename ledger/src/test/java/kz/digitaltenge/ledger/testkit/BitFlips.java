package kz.digitaltenge.ledger.testkit;

import java.util.function.Consumer;

/// Every way of changing one bit.
public final class BitFlips {
  private BitFlips() {}

  /// Shows `claim` each of the `8 · bytes.length` neighbours of `bytes`; a failure names the bit.
  public static void each(byte[] bytes, Consumer<byte[]> claim) {
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        claim.accept(flipped);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Bit %d of byte %d".formatted(bit % 8, bit / 8), e);
      }
    }
  }
}
