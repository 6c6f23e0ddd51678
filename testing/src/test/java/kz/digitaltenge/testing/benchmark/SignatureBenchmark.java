package kz.digitaltenge.testing.benchmark;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKeyDerivation;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Ed25519 signatures a second on one thread: the yardstick for every other figure.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class SignatureBenchmark {
  private static final byte[] MESSAGE =
      "the root of a batch of attestations".getBytes(StandardCharsets.US_ASCII);

  @Param({"JDK", "CORRETTO"})
  Library library = Library.JDK;

  private JcaSignatures signatures = JcaSignatures.ofJdk();
  private Signer signer = signer(signatures);
  private SignatureBytes signature = signer.sign(MESSAGE);

  /// Who does the arithmetic.
  public enum Library {
    JDK,
    CORRETTO
  }

  @Setup
  public void signOnce() {
    signatures =
        switch (library) {
          case JDK -> JcaSignatures.ofJdk();
          case CORRETTO ->
              JcaSignatures.ofJdk().with(SchemeId.ED25519, AmazonCorrettoCryptoProvider.INSTANCE);
        };
    signer = signer(signatures);
    signature = signer.sign(MESSAGE);
  }

  @Benchmark
  public SignatureBytes sign() {
    return signer.sign(MESSAGE);
  }

  @Benchmark
  public boolean verify() {
    return signatures.verify(signer.publicKey(), MESSAGE, signature);
  }

  private static Signer signer(JcaSignatures signatures) {
    return new Ed25519Keys(signatures, PublicKeyDerivation.ofJdk())
        .signer(Seed.of(new byte[Seed.SIZE_BYTES]));
  }
}
