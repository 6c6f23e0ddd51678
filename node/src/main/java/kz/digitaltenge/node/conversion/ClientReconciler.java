package kz.digitaltenge.node.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ClientReconciliationLine.Turnover;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientCoreBanking.Direction;
import kz.digitaltenge.node.conversion.ClientCoreBanking.Entry;
import kz.digitaltenge.node.conversion.ClientCoreBanking.Order;

/// Compares, once, entry by entry from the first conversion's day on. An entry that a conversion
/// may have by now, and one that it must have, both count as expected when they are there.
final class ClientReconciler {
  private final Map<String, Entry> booked = new HashMap<>();
  private final List<Item> inFlight = new ArrayList<>();
  private final List<Item> breaks = new ArrayList<>();
  private final Sums bookedSums = new Sums();
  private final Sums expectedSums = new Sums();
  private final Instant now;

  /// Whether an order of a conversion is in the core banking system's books.
  private enum Presence {
    NEVER,
    PERHAPS,
    SURELY
  }

  private static final class Sums {
    private long debitedTiyn;
    private long creditedTiyn;

    void add(Direction direction, Amount amount) {
      switch (direction) {
        case DEBIT -> debitedTiyn += amount.tiyn();
        case CREDIT -> creditedTiyn += amount.tiyn();
      }
    }

    Turnover turnover() {
      return new Turnover(Amount.ofTiyn(debitedTiyn), Amount.ofTiyn(creditedTiyn));
    }
  }

  private ClientReconciler(Instant now) {
    this.now = now;
  }

  /// Reads the books of the core banking system and compares.
  ///
  /// Conversions go on meanwhile: of one that moved between two looks at it, either may be.
  static ClientReconciliationLine compare(
      ClientCoreBanking core, ClientConversions all, ZoneId zone, Instant now) {
    var reconciler = new ClientReconciler(now);
    List<ClientConversion> conversions = all.all();
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate first =
        conversions.stream()
            .map(each -> LocalDate.ofInstant(each.requestedAt(), zone))
            .min(Comparator.naturalOrder())
            .orElse(today);
    first.datesUntil(today.plusDays(1)).forEach(day -> reconciler.take(core.entries(day)));
    Map<String, Stage> before =
        conversions.stream()
            .collect(Collectors.toMap(ClientConversion::name, ClientConversion::stage));
    for (ClientConversion each : all.all()) {
      reconciler.take(each, before.get(each.name()) == each.stage());
    }
    return reconciler.result();
  }

  private void take(List<Entry> entries) {
    for (Entry entry : entries) {
      bookedSums.add(entry.direction(), entry.amount());
      if (booked.putIfAbsent(entry.order(), entry) != null) {
        breaks.add(new Item("BOOKED_TWICE", entry.order(), entry.amount(), entry.bookedAt()));
      }
    }
  }

  private void take(ClientConversion conversion, boolean isStill) {
    take(conversion, conversion.order(), isStill ? first(conversion) : Presence.PERHAPS);
    take(conversion, conversion.creditBack(), isStill ? back(conversion) : Presence.PERHAPS);
    switch (conversion.stage()) {
      case DEBITED, CREDIT_BACK_OWED, TOKENS_TAKEN, TOKENS_BACK_OWED -> fly(conversion);
      case DEBIT_ORDERED, TOKENS_ORDERED, CONVERTED, REFUSED, RETURNED -> {}
    }
  }

  private void take(ClientConversion conversion, Order order, Presence presence) {
    Entry entry = booked.remove(order.id());
    if (entry == null) {
      if (presence == Presence.SURELY) {
        expectedSums.add(order.direction(), order.amount());
        breaks.add(
            new Item("NOT_BOOKED", conversion.name(), order.amount(), conversion.changedAt()));
      }
      return;
    }
    if (entry.direction() != order.direction() || !entry.amount().equals(order.amount())) {
      breaks.add(new Item("OTHER_CONTENT", conversion.name(), entry.amount(), entry.bookedAt()));
    }
    switch (presence) {
      case NEVER ->
          breaks.add(
              new Item("BOOKED_OUT_OF_TURN", conversion.name(), entry.amount(), entry.bookedAt()));
      case PERHAPS -> {
        expectedSums.add(order.direction(), order.amount());
        if (conversion.stage() == Stage.DEBIT_ORDERED) {
          fly(conversion);
        }
      }
      case SURELY -> expectedSums.add(order.direction(), order.amount());
    }
  }

  private static Presence first(ClientConversion conversion) {
    return switch (conversion.stage()) {
      case DEBITED, CREDIT_BACK_OWED, CONVERTED -> Presence.SURELY;
      case RETURNED ->
          conversion.request().direction() == ClientConversion.Direction.IN
              ? Presence.SURELY
              : Presence.NEVER;
      case DEBIT_ORDERED, TOKENS_TAKEN -> Presence.PERHAPS;
      case TOKENS_ORDERED, TOKENS_BACK_OWED, REFUSED -> Presence.NEVER;
    };
  }

  private static Presence back(ClientConversion conversion) {
    return switch (conversion.stage()) {
      case CREDIT_BACK_OWED -> Presence.PERHAPS;
      case RETURNED ->
          conversion.request().direction() == ClientConversion.Direction.IN
              ? Presence.SURELY
              : Presence.NEVER;
      case DEBIT_ORDERED,
          DEBITED,
          TOKENS_ORDERED,
          TOKENS_TAKEN,
          TOKENS_BACK_OWED,
          CONVERTED,
          REFUSED ->
          Presence.NEVER;
    };
  }

  private void fly(ClientConversion conversion) {
    inFlight.add(
        new Item(
            conversion.stage().name(),
            conversion.name(),
            conversion.request().amount(),
            conversion.changedAt()));
  }

  private ClientReconciliationLine result() {
    booked
        .values()
        .forEach(
            entry ->
                breaks.add(
                    new Item("NOT_ORDERED", entry.order(), entry.amount(), entry.bookedAt())));
    if (!bookedSums.turnover().equals(expectedSums.turnover())) {
      breaks.add(new Item("TOTAL", "turnover", difference(), now));
    }
    inFlight.sort(Comparator.comparing(Item::since));
    breaks.sort(Comparator.comparing(Item::since));
    return new ClientReconciliationLine(
        now, bookedSums.turnover(), expectedSums.turnover(), inFlight, breaks);
  }

  private Amount difference() {
    return Amount.ofTiyn(
        Math.abs(bookedSums.debitedTiyn - expectedSums.debitedTiyn)
            + Math.abs(bookedSums.creditedTiyn - expectedSums.creditedTiyn));
  }
}
