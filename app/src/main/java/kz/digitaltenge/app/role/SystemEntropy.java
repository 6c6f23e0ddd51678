package kz.digitaltenge.app.role;

import java.security.SecureRandom;
import kz.digitaltenge.api.task.Entropy;

/// Random bytes of the operating system.
public final class SystemEntropy implements Entropy {
  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
