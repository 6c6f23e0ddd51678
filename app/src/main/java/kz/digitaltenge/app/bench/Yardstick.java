package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;

/// Ed25519 signatures a second on one core: what every figure of a ledger is to be held against.
final class Yardstick {
  private static final byte[] MESSAGE = new byte[80];

  private Yardstick() {}

  static List<Figure> measure(Machine machine, Duration warmUp, Duration window)
      throws InterruptedException {
    Signer signer =
        machine.cryptography().ed25519().signer(Seed.of(machine.entropy().bytes(Seed.SIZE_BYTES)));
    SignatureBytes signature = signer.sign(MESSAGE);
    Workload signs = _ -> signer.sign(MESSAGE).equals(signature);
    Workload verifies =
        _ -> machine.cryptography().signatures().verify(signer.publicKey(), MESSAGE, signature);
    return List.of(
        new ClosedLoop(signs, new AtomicLong()).run("sign", 1, warmUp, window),
        new ClosedLoop(verifies, new AtomicLong()).run("verify", 1, warmUp, window));
  }
}
