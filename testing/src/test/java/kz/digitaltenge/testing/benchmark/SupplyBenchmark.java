package kz.digitaltenge.testing.benchmark;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SetSum;
import kz.digitaltenge.ledger.supply.SumNode;
import kz.digitaltenge.ledger.supply.SumTree;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a cut costs one of five nodes that have a million live tokens together, after a minute of 3
/// 500 cross-bank payments a second: 42 000 references went and 84 000 came; on one thread.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SupplyBenchmark {
  private static final int LIVE = 200_000;
  private static final int GONE = 42_000;
  private static final int COME = 84_000;

  private final StateRef reference = reference(-1);
  private final SetSum sum = new SetSum(SetHash.EMPTY);
  private final SumTree tree = new SumTree();
  private int oldest;
  private int newest;

  public SupplyBenchmark() {
    for (newest = 0; newest < LIVE; newest++) {
      tree.add(reference(newest), newest);
    }
    tree.root();
  }

  /// One reference into the set hash.
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void reference() {
    sum.add(reference);
  }

  /// As many live tokens again before each cut.
  @Setup(Level.Invocation)
  public void level() {
    while (newest - oldest > LIVE) {
      tree.remove(reference(oldest++));
    }
    tree.root();
  }

  /// Everything that changed in a minute, and the new root and hash.
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public SumNode cut() {
    for (int i = 0; i < GONE; i++) {
      StateRef gone = reference(oldest++);
      tree.remove(gone);
      sum.remove(gone);
    }
    for (int i = 0; i < COME; i++) {
      StateRef come = reference(newest++);
      tree.add(come, i);
      sum.add(come);
    }
    return tree.root();
  }

  private static StateRef reference(int number) {
    byte[] seed = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    return new StateRef(new TransactionId(Hash.sha256(seed)), number & 1);
  }
}
