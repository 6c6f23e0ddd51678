package kz.digitaltenge.centralbank.day;

import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.centralbank.conversion.Reconciliation;

/// The conversions' books agree with the core banking system's, by item and by total.
public final class ConversionsReconciled implements DayCheck {
  private final Supplier<Optional<Reconciliation>> reconcile;

  /// @param reconcile empty where no core banking system is connected
  public ConversionsReconciled(Supplier<Optional<Reconciliation>> reconcile) {
    this.reconcile = reconcile;
  }

  @Override
  public String name() {
    return "CONVERSIONS";
  }

  @Override
  public Found look() {
    return reconcile
        .get()
        .map(
            books ->
                new Found(
                    books.isClean(),
                    "liability %s, circulating %s, in flight %d, breaks %s"
                        .formatted(
                            books.liability(),
                            books.circulating(),
                            books.inFlight().size(),
                            books.isClean() ? "none" : books.breaks())))
        .orElseGet(() -> new Found(true, "no core banking system is connected"));
  }
}
