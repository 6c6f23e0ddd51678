package kz.digitaltenge.app.supply;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.ledger.Amount;

/// The core banking system's side of a supply proof, for people and for machines.
final class LiabilityText {
  private LiabilityText() {}

  static void print(LiabilityLine found, PrintWriter out) {
    if (found.liability().isPresent()) {
      out.printf(
          "CORE BANKING %s: issued less redeemed %s, liability %s, at %s%n",
          found.word(),
          Amount.ofTiyn(found.issued().tiyn() - found.redeemed().tiyn()),
          found.liability().get(),
          found.at());
    } else {
      out.printf("CORE BANKING %s at %s%n", found.word(), found.at());
    }
    print("in flight", found.inFlight(), out);
    print("break", found.breaks(), out);
    if (!found.note().isEmpty()) {
      out.println("  " + found.note());
    }
    out.flush();
  }

  private static void print(String what, List<Item> items, PrintWriter out) {
    for (Item each : items) {
      out.printf(
          "  %-9s %-18s %-40s %20s  since %s%n",
          what, each.kind(), each.name(), each.amount(), each.since());
    }
  }

  /// Whether nothing is known to differ or left open.
  static boolean holds(LiabilityLine found) {
    return switch (found.word()) {
      case AGREES, MOVED -> true;
      case DIFFERS, UNKNOWN -> false;
    };
  }

  static Map<String, Object> json(LiabilityLine found) {
    Map<String, Object> object =
        Json.object(
            "word",
            found.word().name(),
            "at",
            found.at().toString(),
            "issued",
            found.issued().toString(),
            "redeemed",
            found.redeemed().toString(),
            "circulating",
            found.circulating().toString());
    found.liability().ifPresent(amount -> object.put("liability", amount.toString()));
    object.put("inFlight", objects(found.inFlight()));
    object.put("breaks", objects(found.breaks()));
    object.put("note", found.note());
    return object;
  }

  private static List<Map<String, Object>> objects(List<Item> items) {
    return items.stream()
        .map(
            each ->
                Json.object(
                    "kind",
                    each.kind(),
                    "name",
                    each.name(),
                    "amount",
                    each.amount().toString(),
                    "since",
                    each.since().toString()))
        .toList();
  }
}
