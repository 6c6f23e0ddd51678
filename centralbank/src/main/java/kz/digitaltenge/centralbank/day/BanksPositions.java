package kz.digitaltenge.centralbank.day;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// What each node holds at the newest cut is written down, and comes to what was issued less what
/// was redeemed.
public final class BanksPositions implements DayCheck {
  private final Supplier<Optional<SupplyProof>> newest;

  public BanksPositions(Supplier<Optional<SupplyProof>> newest) {
    this.newest = newest;
  }

  @Override
  public String name() {
    return "POSITIONS";
  }

  @Override
  public Found look() {
    Optional<SupplyProof> proof = newest.get();
    if (proof.isEmpty()) {
      return new Found(false, "no supply proof was made yet");
    }
    long held = 0;
    long circulating = 0;
    for (SignedStatement each : proof.get().statements()) {
      for (var claim : each.statement().assets()) {
        held += claim.live().tiyn();
        circulating += claim.issued().minus(claim.redeemed()).tiyn();
      }
    }
    String positions =
        proof.get().statements().stream()
            .map(SignedStatement::statement)
            .map(BanksPositions::line)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("; "));
    return new Found(
        held == circulating, "log position %d: %s".formatted(proof.get().position(), positions));
  }

  private static String line(NodeStatement statement) {
    return statement.assets().stream()
        .map(
            claim ->
                "%s %s %s"
                    .formatted(
                        statement.node(), Amount.ofTiyn(claim.live().tiyn()), claim.asset().code()))
        .collect(Collectors.joining(", "));
  }
}
