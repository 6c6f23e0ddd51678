package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;

/// What a supply proof comes to.
public sealed interface SupplyVerdict {
  /// The supply of an asset as its issuer states it.
  record Total(Asset asset, Amount issued, Amount redeemed) {
    public Amount circulating() {
      return Amount.ofTiyn(issued.tiyn() - redeemed.tiyn());
    }
  }

  List<Total> totals();

  List<SupplyFinding> findings();

  /// Who did not answer; nobody is accused by it.
  List<Silence> silences();

  SupplyOutcome outcome();

  /// Everybody answered and everything adds up.
  record Holds(List<Total> totals) implements SupplyVerdict {
    public Holds {
      totals = List.copyOf(totals);
    }

    @Override
    public List<SupplyFinding> findings() {
      return List.of();
    }

    @Override
    public List<Silence> silences() {
      return List.of();
    }

    @Override
    public SupplyOutcome outcome() {
      return SupplyOutcome.GREEN;
    }
  }

  /// Somebody did not answer, and what can be checked without adds up. The next cut at which
  /// everybody answers decides.
  record Incomplete(List<Total> totals, List<Silence> silences) implements SupplyVerdict {
    public Incomplete {
      totals = List.copyOf(totals);
      silences = List.copyOf(silences);
      if (silences.isEmpty()) {
        throw new IllegalArgumentException("everybody answered");
      }
    }

    @Override
    public List<SupplyFinding> findings() {
      return List.of();
    }

    @Override
    public SupplyOutcome outcome() {
      return SupplyOutcome.INCOMPLETE;
    }
  }

  /// Something does not add up, whoever else was silent; at least one finding.
  record Broken(List<Total> totals, List<SupplyFinding> findings, List<Silence> silences)
      implements SupplyVerdict {
    public Broken {
      totals = List.copyOf(totals);
      findings = List.copyOf(findings);
      silences = List.copyOf(silences);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("nothing is wrong");
      }
    }

    @Override
    public SupplyOutcome outcome() {
      return SupplyOutcome.RED;
    }
  }

  static SupplyVerdict of(
      List<Total> totals, List<SupplyFinding> findings, List<Silence> silences) {
    if (!findings.isEmpty()) {
      return new Broken(totals, findings, silences);
    }
    return silences.isEmpty() ? new Holds(totals) : new Incomplete(totals, silences);
  }

  default boolean holds() {
    return this instanceof Holds;
  }

  /// Everybody named by a finding.
  default Set<NodeId> charged() {
    var charged = new TreeSet<NodeId>();
    findings().forEach(finding -> charged.addAll(finding.charged()));
    return charged;
  }
}
