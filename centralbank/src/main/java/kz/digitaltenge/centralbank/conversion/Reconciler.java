package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.digitaltenge.centralbank.conversion.CoreReport.Balances;
import kz.digitaltenge.centralbank.conversion.CoreReport.Entry;
import kz.digitaltenge.centralbank.conversion.Reconciliation.Break;
import kz.digitaltenge.centralbank.conversion.Reconciliation.InFlight;
import kz.digitaltenge.centralbank.conversion.Reconciliation.Kind;
import kz.digitaltenge.ledger.Amount;

/// Compares, once, entry by entry from the first conversion's day on.
final class Reconciler {
  private final Instant now;
  private final Map<String, Conversion> conversions = new LinkedHashMap<>();
  private final Map<String, Entry> booked = new HashMap<>();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final List<Break> breaks = new ArrayList<>();
  private long expectedTiyn;
  private Amount liability = Amount.ZERO;

  private Reconciler(Instant now, List<Conversion> conversions) {
    this.now = now;
    conversions.forEach(each -> this.conversions.put(each.id().orderId(), each));
  }

  /// @param zone of the core banking system's days
  /// @throws kz.digitaltenge.api.error.PlatformException when the core banking system does not
  ///   answer
  static Reconciliation compare(
      NbrkCoreBanking core,
      List<Conversion> conversions,
      Amount circulating,
      ZoneId zone,
      Instant now) {
    var reconciler = new Reconciler(now, conversions);
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate first =
        conversions.stream()
            .map(each -> LocalDate.ofInstant(each.requestedAt(), zone))
            .min(Comparator.naturalOrder())
            .orElse(today);
    first.datesUntil(today.plusDays(1)).forEach(day -> reconciler.take(core.statement(day)));
    return reconciler.result(circulating);
  }

  private void take(CoreReport statement) {
    statement.entries().forEach(this::take);
    liability = statement.balances().map(Balances::closing).orElse(liability);
  }

  private void take(Entry entry) {
    if (booked.putIfAbsent(entry.order(), entry) != null) {
      add(Kind.BOOKED_TWICE, entry.order(), entry.amount(), entry.bookedAt());
      return;
    }
    Conversion conversion = conversions.get(entry.order());
    if (conversion == null) {
      add(Kind.NOT_ORDERED, entry.order(), entry.amount(), entry.bookedAt());
      return;
    }
    CoreOrder order = conversion.order();
    if (!order.amount().equals(entry.amount()) || order.direction() != entry.direction()) {
      add(Kind.OTHER_CONTENT, conversion.id().toString(), entry.amount(), entry.bookedAt());
      return;
    }
    take(conversion, entry);
  }

  private void take(Conversion conversion, Entry entry) {
    switch (conversion.stage()) {
      case ISSUED, REDEEMED -> {}
      case DEBIT_ORDERED, DEBITED, APPROVED, CREDIT_ORDERED, CREDITED -> {
        inFlight.add(new InFlight(conversion, entry.bookedAt()));
        expectedTiyn +=
            switch (entry.direction()) {
              case DEBIT -> entry.amount().tiyn();
              case CREDIT -> -entry.amount().tiyn();
            };
      }
      case REFUSED, TOKENS_AWAITED, TOKENS_HELD, RETURN_OWED, RETURNED, WAITS_FOR_DAY ->
          add(
              Kind.BOOKED_OUT_OF_TURN,
              conversion.id().toString(),
              entry.amount(),
              entry.bookedAt());
    }
  }

  private Reconciliation result(Amount circulating) {
    Set<String> missing = new HashSet<>(conversions.keySet());
    missing.removeAll(booked.keySet());
    for (Conversion conversion : conversions.values()) {
      if (missing.contains(conversion.id().orderId()) && conversion.confirmation().isPresent()) {
        add(
            Kind.NOT_BOOKED,
            conversion.id().toString(),
            conversion.request().amount(),
            conversion.changedAt());
      }
    }
    long off = liability.tiyn() - Math.addExact(circulating.tiyn(), expectedTiyn);
    if (off != 0) {
      add(Kind.TOTAL, "liability", Amount.ofTiyn(Math.abs(off)), now);
    }
    inFlight.sort(Comparator.comparing(InFlight::since));
    breaks.sort(Comparator.comparing(Break::since));
    return new Reconciliation(now, liability, circulating, inFlight, breaks);
  }

  private void add(Kind kind, String name, Amount off, Instant since) {
    breaks.add(new Break(kind, name, off, since));
  }
}
