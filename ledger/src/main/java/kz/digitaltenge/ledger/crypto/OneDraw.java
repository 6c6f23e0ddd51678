package kz.digitaltenge.ledger.crypto;

import java.security.SecureRandom;

/// Not random at all: gives a key generator the seed whose key it shall make.
final class OneDraw extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] seed;

  OneDraw(byte[] seed) {
    this.seed = seed;
  }

  @Override
  public void nextBytes(byte[] drawn) {
    if (drawn.length != seed.length) {
      throw new IllegalStateException("A key of " + drawn.length + " bytes was drawn");
    }
    System.arraycopy(seed, 0, drawn, 0, seed.length);
  }
}
