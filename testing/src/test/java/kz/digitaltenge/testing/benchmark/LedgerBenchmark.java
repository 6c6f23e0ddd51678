package kz.digitaltenge.testing.benchmark;

import static kz.digitaltenge.ledger.testkit.TestNetwork.CENTERCREDIT;
import static kz.digitaltenge.ledger.testkit.TestNetwork.HALYK;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.Group;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.rules.Validator;
import kz.digitaltenge.ledger.rules.Verdict;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestLedger;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a payment of one input and two outputs costs in the ledger, in microseconds on one thread.
/// Its input's creator lies in a log of a million decisions.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LedgerBenchmark {
  private static final int LOG_SIZE = 1_000_000;

  private final TestNetwork network = TestNetwork.of(1);
  private final Validator validator =
      new Validator(
          JcaSignatures.ofJdk().with(SchemeId.ED25519, AmazonCorrettoCryptoProvider.INSTANCE));
  private final Validator credulous = new Validator((_, _, _) -> true);
  private final Draft draft = payment();
  private final List<Provenance> provenance = draft.provenance;
  private final SignedTransaction signed = draft.signed();
  private final Transaction transaction = signed.transaction();
  private final Bytes salt = Bytes.of(Hash.sha256().trusted());
  private final byte[] encoded = signed.encode();
  private final byte[] encodedProvenance =
      Encoding.encode(provenance.getFirst(), Provenance::writeTo);

  private Draft payment() {
    var ledger = new TestLedger(network);
    Signer payer = TestKeys.ed25519("payer");
    ledger.notary().pad(LOG_SIZE);
    Spendable token = ledger.issued(Amount.ofTenge(1_000), payer.publicKey(), HALYK);
    return ledger.move(
        token,
        payer,
        TestLedger.token(Amount.ofTenge(300), payer.publicKey(), CENTERCREDIT),
        payer.publicKey());
  }

  /// Every leaf encoded and hashed, up to the id.
  @Benchmark
  public Transaction digest() {
    return new Transaction(
        salt,
        transaction.header(),
        transaction.inputs(),
        transaction.outputs(),
        transaction.tags(),
        transaction.references(),
        transaction.intents());
  }

  @Benchmark
  public byte[] encode() {
    return signed.encode();
  }

  /// With the digest: a transaction knows its id.
  @Benchmark
  public SignedTransaction decode() {
    return SignedTransaction.decode(encoded);
  }

  @Benchmark
  public Provenance decodeProvenance() {
    return Encoding.decode(encodedProvenance, Provenance::readFrom);
  }

  @Benchmark
  public byte[] encodeProvenance() {
    return Encoding.encode(provenance.getFirst(), Provenance::writeTo);
  }

  /// With two signatures: the head's and the payer's.
  @Benchmark
  public Verdict validate() {
    return validator.validate(signed, provenance, network.view());
  }

  /// Everything but the signatures.
  @Benchmark
  public Verdict validateWithoutSignatures() {
    return credulous.validate(signed, provenance, network.view());
  }

  @Benchmark
  public byte[] tearOff() {
    return transaction.tearOff(Set.of(Group.INPUTS, Group.TAGS, Group.REFERENCES)).encode();
  }

  @Benchmark
  public StateProof stateProof() {
    return transaction.stateProof(1);
  }
}
