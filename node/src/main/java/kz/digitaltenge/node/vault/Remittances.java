package kz.digitaltenge.node.vault;

import java.util.List;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Encoding;
import org.jspecify.annotations.Nullable;

/// What the payees of a transaction are told.
///
/// On disk: null when they are told nothing, empty when the row was written by a build that did not
/// keep it, otherwise the canonical list.
///
/// @param isKept false when an older build wrote down the transaction: then nobody knows here
/// @param byLeg one for each leg of this side, in their order; empty when none is told anything
public record Remittances(boolean isKept, List<Remittance> byLeg) {
  public static final Remittances NONE = new Remittances(true, List.of());
  static final Remittances NOT_KEPT = new Remittances(false, List.of());

  /// Copies the list.
  public Remittances {
    byLeg = List.copyOf(byLeg);
  }

  /// Of a transaction's legs.
  public static Remittances of(List<Leg> legs) {
    return ofEach(legs.stream().map(Leg::remittance).toList());
  }

  /// Of legs in their order.
  public static Remittances ofEach(List<Remittance> byLeg) {
    return byLeg.stream().allMatch(Remittance::isNone) ? NONE : new Remittances(true, byLeg);
  }

  /// What a leg of this side is told; where there is only one, whatever its place.
  public Remittance at(int place) {
    if (byLeg.size() == 1) {
      return byLeg.getFirst();
    }
    return place < byLeg.size() ? byLeg.get(place) : Remittance.NONE;
  }

  /// What all of them are told; nothing when they are told different things.
  public Remittance common() {
    return byLeg.stream().distinct().count() == 1 ? byLeg.getFirst() : Remittance.NONE;
  }

  byte @Nullable [] column() {
    if (byLeg.isEmpty()) {
      return isKept ? null : new byte[0];
    }
    return Encoding.encode(this, (all, out) -> Encoding.list(out, all.byLeg, Remittance::writeTo));
  }

  /// Reads the column.
  public static Remittances read(byte @Nullable [] column) {
    if (column == null) {
      return NONE;
    }
    return column.length == 0
        ? NOT_KEPT
        : new Remittances(
            true,
            Encoding.decode(column, in -> Encoding.list(in, Leg.COUNT_MAX, Remittance::readFrom)));
  }

  /// The column of one movement.
  public static byte @Nullable [] column(Remittance remittance) {
    return remittance.isNone() ? null : Encoding.encode(remittance, Remittance::writeTo);
  }

  static Remittance readOne(byte @Nullable [] column) {
    return column == null ? Remittance.NONE : Encoding.decode(column, Remittance::readFrom);
  }
}
