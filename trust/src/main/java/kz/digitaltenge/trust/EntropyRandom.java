package kz.digitaltenge.trust;

import java.security.SecureRandom;
import kz.digitaltenge.api.task.Entropy;

/// Lets the JDK's generators draw from the port.
public final class EntropyRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final transient Entropy entropy;

  public EntropyRandom(Entropy entropy) {
    this.entropy = entropy;
  }

  @Override
  public void nextBytes(byte[] drawn) {
    System.arraycopy(entropy.bytes(drawn.length), 0, drawn, 0, drawn.length);
  }
}
