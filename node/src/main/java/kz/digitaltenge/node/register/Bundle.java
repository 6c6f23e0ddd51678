package kz.digitaltenge.node.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.node.register.Payout.Way;
import kz.digitaltenge.node.vault.Leg;

/// Payouts that one payment pays: all of them or none.
///
/// @param payouts by their places, at least one
record Bundle(List<Payout> payouts) {
  Bundle {
    payouts = List.copyOf(payouts);
  }

  /// Puts together what was decided to be.
  ///
  /// @param payouts by their places
  static List<Bundle> of(List<Payout> payouts) {
    Map<Integer, List<Payout>> byFirst = new LinkedHashMap<>();
    for (Payout payout : payouts) {
      int first =
          switch (payout.way()) {
            case Way.Together(int place) -> place;
            case Way.Alone _, Way.Undecided _, Way.Forgotten _ -> payout.place();
          };
      byFirst.computeIfAbsent(first, _ -> new ArrayList<>()).add(payout);
    }
    return byFirst.values().stream().map(Bundle::new).toList();
  }

  Payout first() {
    return payouts.getFirst();
  }

  int size() {
    return payouts.size();
  }

  /// The legs of the payment, in the payouts' order: the same whenever it is asked.
  List<Leg> legs() {
    var legs = new ArrayList<Leg>(payouts.size());
    for (Payout payout : payouts) {
      legs.add(
          new Leg(
              legs.size(),
              payout.account().orElseThrow(),
              payout.order().amount(),
              Remittance.ofPurpose(payout.order().purpose())));
    }
    return legs;
  }

  /// Each by itself.
  List<Bundle> apart() {
    return payouts.stream()
        .map(each -> new Payout(each.order(), each.account(), Way.ALONE, each.state()))
        .map(each -> new Bundle(List.of(each)))
        .toList();
  }
}
