package kz.digitaltenge.centralbank.conversion;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.centralbank.supply.SupplyProver;
import kz.digitaltenge.centralbank.supply.SupplyProver.Proven;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.supply.Silence;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.SupplyVerdict;

/// Positions by the newest supply proof, of which one is made when it is too old; beside the
/// caller, for a bank that does not answer holds a proof up for long.
///
/// Only a green proof proves a position: while a bank is silent nobody can tell what another passed
/// on to it, and while something does not add up two may have agreed on what they state.
public final class ProvenPositions implements PositionCheck {
  private static final System.Logger LOG = System.getLogger(ProvenPositions.class.getName());

  /// After a proof that was not green, or none.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final SupplyProver prover;
  private final Tasks tasks;
  private final InstantSource clock;

  // Guarded by this.
  private Cutting cutting = Cutting.NEVER;

  /// @param position of the decision that made it necessary
  private record Cutting(boolean running, Instant since, long position) {
    static final Cutting NEVER = new Cutting(false, Instant.MIN, -1);
  }

  public ProvenPositions(SupplyProver prover, Tasks tasks, InstantSource clock) {
    this.prover = prover;
    this.tasks = tasks;
    this.clock = clock;
  }

  @Override
  public Standing standing(NodeId bank, long position) {
    Optional<Proven> covering =
        prover.last().filter(proven -> proven.proof().position() > position);
    Standing standing =
        covering
            .map(proven -> standing(bank, proven))
            .orElseGet(() -> new Standing(Word.AWAITED, "a supply proof that covers it is made"));
    if (standing.word() != Word.PROVEN) {
      cut(position);
    }
    return standing;
  }

  private static Standing standing(NodeId bank, Proven proven) {
    SupplyVerdict verdict = proven.verdict();
    return switch (verdict.outcome()) {
      case GREEN -> new Standing(Word.PROVEN, "");
      case INCOMPLETE ->
          new Standing(
              Word.SILENCE,
              verdict.silences().stream().map(Silence::sentence).collect(Collectors.joining(" ")),
              verdict.silences().stream().map(Silence::node).collect(Collectors.toSet()));
      case RED -> broken(bank, verdict.findings());
    };
  }

  static Standing broken(NodeId bank, List<SupplyFinding> findings) {
    SupplyFinding worst =
        findings.stream()
            // What is said of this bank comes first.
            .sorted((one, two) -> Boolean.compare(charges(two, bank), charges(one, bank)))
            .findFirst()
            .orElseThrow();
    return new Standing(Word.BROKEN, worst.sentence(), named(worst));
  }

  private static boolean charges(SupplyFinding finding, NodeId bank) {
    return finding.charged().contains(bank);
  }

  /// Both ends of what passed between two, also when one of them alone has to answer for it.
  private static Set<NodeId> named(SupplyFinding finding) {
    if (finding instanceof SupplyFinding.PairNotAsStated(_, NodeId from, NodeId to, _)) {
      return new TreeSet<>(List.of(from, to));
    }
    if (finding instanceof SupplyFinding.TransactionDiffers differs) {
      return new TreeSet<>(List.of(differs.pair().from(), differs.pair().to()));
    }
    return finding.charged();
  }

  private void cut(long position) {
    if (begin(position)) {
      tasks.start("proof of positions", this::prove);
    }
  }

  /// One at a time; another decision need not wait for the pause.
  private synchronized boolean begin(long position) {
    Instant now = clock.instant();
    boolean isDue = position > cutting.position || !now.isBefore(cutting.since.plus(PAUSE));
    boolean isFree = isDue && !cutting.running;
    if (isFree) {
      cutting = new Cutting(true, now, Math.max(position, cutting.position));
    }
    return isFree;
  }

  private void prove() {
    try {
      var _ = prover.prove();
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "A position could not be proved: " + e.problem().forLog());
    } finally {
      end();
    }
  }

  private synchronized void end() {
    cutting = new Cutting(false, clock.instant(), cutting.position);
  }
}
