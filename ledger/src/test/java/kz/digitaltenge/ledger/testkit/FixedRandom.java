package kz.digitaltenge.ledger.testkit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Seed;

/// Not random at all: the same bytes for the same seed, wherever Java insists on drawing some.
final class FixedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] secret;
  private int blocks;

  FixedRandom(Seed seed) {
    secret = seed.reveal();
  }

  @Override
  public void nextBytes(byte[] drawn) {
    for (int start = 0; start < drawn.length; start += Hash.SIZE_BYTES) {
      byte[] count = ByteBuffer.allocate(Integer.BYTES).putInt(blocks++).array();
      byte[] block = Hash.sha256(secret, count).trusted();
      System.arraycopy(block, 0, drawn, start, Math.min(block.length, drawn.length - start));
    }
  }
}
