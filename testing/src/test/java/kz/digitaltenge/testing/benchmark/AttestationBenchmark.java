package kz.digitaltenge.testing.benchmark;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.PublicKeyDerivation;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.ledger.testkit.TestNode;
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

/// What attesting costs by the size of the batch, in microseconds on one thread.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AttestationBenchmark {
  private final Hash networkId = TestNetwork.of(1).networkId();
  private final TestNode node = TestNetwork.of(1).node(TestNetwork.HALYK);
  private final KeyCertificate certificate = node.certificate(networkId);
  private final PublicKey identity = node.participant().identityKey();
  private final JcaSignatures signatures =
      JcaSignatures.ofJdk()
          .with(SchemeId.ED25519, AmazonCorrettoCryptoProvider.INSTANCE)
          .with(SchemeId.P256, AmazonCorrettoCryptoProvider.INSTANCE);
  private final Signer signer =
      new Ed25519Keys(signatures, PublicKeyDerivation.ofJdk())
          .signer(TestKeys.seed("attesting key of " + node.id()));

  @Param({"1", "64"})
  int batchSize = 1;

  private List<Attestation.Item> items = List.of();
  private List<Attestation> batch = List.of();

  @Setup
  public void prepare() {
    items = items();
    batch = signBatch();
  }

  /// The whole batch.
  @Benchmark
  public List<Attestation> signBatch() {
    return Attestation.sign(networkId, signer, certificate, items);
  }

  /// One of the batch, with its signature and its certificate's.
  @Benchmark
  public boolean verifyFirst() {
    return batch.getFirst().verifies(networkId, items.getFirst().id(), identity, signatures);
  }

  /// One of the batch for who remembers both signatures.
  @Benchmark
  public boolean verifyRemembered() {
    return batch.getFirst().verifies(networkId, items.getFirst().id(), identity, (_, _, _) -> true);
  }

  private List<Attestation.Item> items() {
    return IntStream.range(0, batchSize)
        .mapToObj(i -> Hash.sha256(ByteBuffer.allocate(4).putInt(i).array()))
        .map(hash -> new Attestation.Item(1, Role.SPEND, new TransactionId(hash)))
        .toList();
  }
}
