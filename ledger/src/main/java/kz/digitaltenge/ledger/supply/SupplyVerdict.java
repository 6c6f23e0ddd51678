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

  /// Everything adds up.
  record Holds(List<Total> totals) implements SupplyVerdict {
    public Holds {
      totals = List.copyOf(totals);
    }

    @Override
    public List<SupplyFinding> findings() {
      return List.of();
    }
  }

  /// Something does not; at least one finding.
  record Broken(List<Total> totals, List<SupplyFinding> findings) implements SupplyVerdict {
    public Broken {
      totals = List.copyOf(totals);
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("nothing is wrong");
      }
    }
  }

  static SupplyVerdict of(List<Total> totals, List<SupplyFinding> findings) {
    return findings.isEmpty() ? new Holds(totals) : new Broken(totals, findings);
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
