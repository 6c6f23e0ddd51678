package kz.digitaltenge.centralbank.day;

import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.ledger.Amount;

/// The conversions' books agree with the core banking system's, by item and by total, and with them
/// what the supply proof says was issued and redeemed.
public final class ConversionsReconciled implements DayCheck {
  private final Supplier<Optional<LiabilityLine>> reconcile;

  /// @param reconcile empty where no core banking system is connected
  public ConversionsReconciled(Supplier<Optional<LiabilityLine>> reconcile) {
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
                    books.word() == Word.AGREES,
                    ("%s at log position %d: issued %s, redeemed %s, liability %s, circulating %s,"
                            + " in flight %d, breaks %s %s")
                        .formatted(
                            books.word(),
                            books.position(),
                            books.issued(),
                            books.redeemed(),
                            books.liability().map(Amount::toString).orElse("unknown"),
                            books.circulating(),
                            books.inFlight().size(),
                            books.breaks().isEmpty() ? "none" : books.breaks(),
                            books.note())
                        .strip()))
        .orElseGet(() -> new Found(true, "no core banking system is connected"));
  }
}
