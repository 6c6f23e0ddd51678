package kz.digitaltenge.node.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ClientReconciliationLine.Turnover;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientCoreBanking.Direction;
import kz.digitaltenge.node.conversion.ClientCoreBanking.Entry;
import kz.digitaltenge.node.conversion.ClientCoreBanking.Order;

/// Compares, once, entry by entry from the first conversion's day on, or from where both books were
/// found to agree earlier. An entry that a conversion may have by now, and one that it must have,
/// both count as expected when they are there.
final class ClientReconciler {
  private final Map<String, Entry> booked = new HashMap<>();
  private final List<Item> inFlight = new ArrayList<>();
  private final List<Item> breaks = new ArrayList<>();
  private final Sums bookedSums = new Sums();
  private final Sums expectedSums = new Sums();
  private final NavigableMap<LocalDate, Sums> bookedByDay = new TreeMap<>();
  private final Instant now;

  /// What was found, and from where the next look can go on.
  record Compared(ClientReconciliationLine found, Reconciled upTo) {}

  /// Whether an order of a conversion is in the core banking system's books.
  private enum Presence {
    NEVER,
    PERHAPS,
    SURELY
  }

  /// What decides which orders of a conversion may have been booked.
  private record Standing(Stage stage, int attempt, boolean isUnsent) {
    static Standing of(ClientConversion conversion) {
      return new Standing(
          conversion.stage(), conversion.undoing().attempt(), conversion.undoing().isUnsent());
    }
  }

  private static final class Sums {
    private long debitedTiyn;
    private long creditedTiyn;

    void add(Turnover turnover) {
      debitedTiyn += turnover.debited().tiyn();
      creditedTiyn += turnover.credited().tiyn();
    }

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
  ///
  /// @param before how far they agreed when they were compared last
  static Compared compare(
      ClientCoreBanking core, ClientConversions all, ZoneId zone, Instant now, Reconciled before) {
    var reconciler = new ClientReconciler(now);
    LocalDate today = LocalDate.ofInstant(now, zone);
    Reconciled known = before.asOf(today);
    List<ClientConversion> conversions = conversions(all, known, zone);
    LocalDate first =
        known.isNothing()
            ? conversions.stream()
                .map(each -> LocalDate.ofInstant(each.requestedAt(), zone))
                .min(Comparator.naturalOrder())
                .orElse(today)
            : known.from();
    reconciler.bookedSums.add(known.before());
    reconciler.expectedSums.add(known.before());
    first.datesUntil(today.plusDays(1)).forEach(day -> reconciler.take(day, core.entries(day)));
    Map<String, Standing> standings =
        conversions.stream().collect(Collectors.toMap(ClientConversion::name, Standing::of));
    List<ClientConversion> present = conversions(all, known, zone);
    for (ClientConversion each : present) {
      reconciler.take(each, Standing.of(each).equals(standings.get(each.name())));
    }
    ClientReconciliationLine found = reconciler.result(all);
    return new Compared(
        found,
        found.isClean()
            ? reconciler.agreed(known, Reconciled.from(present, zone, today), today)
            : Reconciled.NOTHING);
  }

  private static List<ClientConversion> conversions(
      ClientConversions all, Reconciled known, ZoneId zone) {
    return known.isNothing() ? all.all() : all.requestedSince(known.since(zone));
  }

  /// Both agree: what is looked at again begins where no conversion lies across.
  private Reconciled agreed(Reconciled known, LocalDate from, LocalDate today) {
    if (!known.isNothing() && from.isBefore(known.from())) {
      return known;
    }
    var before = new Sums();
    before.add(known.before());
    bookedByDay.headMap(from).values().forEach(day -> before.add(day.turnover()));
    return new Reconciled(today, from, before.turnover());
  }

  private void take(LocalDate day, List<Entry> entries) {
    Sums ofDay = bookedByDay.computeIfAbsent(day, _ -> new Sums());
    for (Entry entry : entries) {
      bookedSums.add(entry.direction(), entry.amount());
      ofDay.add(entry.direction(), entry.amount());
      if (booked.putIfAbsent(entry.order(), entry) != null) {
        breaks.add(new Item("BOOKED_TWICE", entry.order(), entry.amount(), entry.bookedAt()));
      }
    }
  }

  private void take(ClientConversion conversion, boolean isStill) {
    take(conversion, conversion.order(), isStill ? first(conversion) : Presence.PERHAPS);
    take(conversion, conversion.creditBack(), isStill ? back(conversion) : Presence.PERHAPS);
    for (Order refused : conversion.refusedCreditBacks()) {
      take(conversion, refused, Presence.NEVER);
    }
    switch (conversion.stage()) {
      case DEBITED, CREDIT_BACK_OWED, TOKENS_TAKEN, TOKENS_BACK_OWED -> fly(conversion);
      case DEBIT_ORDERED, AWAITING_APPROVAL, TOKENS_ORDERED, CONVERTED, REFUSED, RETURNED -> {}
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
      case AWAITING_APPROVAL, TOKENS_ORDERED, TOKENS_BACK_OWED, REFUSED -> Presence.NEVER;
    };
  }

  private static Presence back(ClientConversion conversion) {
    return switch (conversion.stage()) {
      case CREDIT_BACK_OWED -> conversion.undoing().isUnsent() ? Presence.NEVER : Presence.PERHAPS;
      case RETURNED ->
          conversion.request().direction() == ClientConversion.Direction.IN
              ? Presence.SURELY
              : Presence.NEVER;
      case DEBIT_ORDERED,
          DEBITED,
          AWAITING_APPROVAL,
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
            owedSince(conversion)));
  }

  /// What is owed is as old as the first try to give it back.
  private static Instant owedSince(ClientConversion conversion) {
    Optional<Instant> since = conversion.undoing().since();
    return conversion.stage().isGivingBack() && since.isPresent()
        ? since.get()
        : conversion.changedAt();
  }

  private ClientReconciliationLine result(ClientConversions all) {
    booked
        .values()
        .forEach(
            entry ->
                breaks.add(
                    new Item("NOT_ORDERED", entry.order(), entry.amount(), entry.bookedAt())));
    if (!bookedSums.turnover().equals(expectedSums.turnover())) {
      breaks.add(new Item("TOTAL", "turnover", difference(), all.totalsDiffer(now)));
    } else {
      all.totalsAgree();
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
