package kz.digitaltenge.node.purse;

import java.util.List;
import kz.digitaltenge.ledger.Amount;

/// A proposed housekeeping transaction: these reserved tokens, the same owner and sum, in these
/// parts. Whoever carries it out releases the reservation instead as soon as it is
/// [Reservation#wanted()] before the commit.
public record Tidying(Reservation reservation, List<Amount> parts) {
  /// Copies the list.
  public Tidying {
    parts = List.copyOf(parts);
  }
}
