package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import kz.digitaltenge.centralbank.conversion.CoreReport.Balances;
import kz.digitaltenge.centralbank.conversion.CoreReport.Entry;
import kz.digitaltenge.centralbank.conversion.Reconciliation.Break;
import kz.digitaltenge.centralbank.conversion.Reconciliation.InFlight;
import kz.digitaltenge.centralbank.conversion.Reconciliation.Kind;
import kz.digitaltenge.ledger.Amount;

/// Compares, once, entry by entry from the first conversion's day on, or from where both books were
/// found to agree earlier.
final class Reconciler {
  private final Instant now;
  private final Map<String, Conversion> conversions = new LinkedHashMap<>();
  private final Map<String, Undone> creditsBack = new HashMap<>();
  private final Map<String, Entry> booked = new HashMap<>();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final List<Break> breaks = new ArrayList<>();
  private long expectedTiyn;
  private final NavigableMap<LocalDate, Amount> closings = new TreeMap<>();
  private Amount liability;

  /// What was found, and from where the next look can go on.
  record Compared(Reconciliation found, AgreedBooks upTo) {}

  private Reconciler(Instant now, List<Conversion> conversions, Amount liability) {
    this.now = now;
    this.liability = liability;
    conversions.forEach(each -> this.conversions.put(each.id().orderId(), each));
    conversions.forEach(this::addCreditsBack);
  }

  /// An order that is to give a debit back.
  ///
  /// @param isLast that no later one was made, because this one was not refused
  private record Undone(Conversion conversion, boolean isLast) {}

  private void addCreditsBack(Conversion conversion) {
    int last = conversion.undoing().attempt();
    for (int attempt = 1; attempt <= last; attempt++) {
      creditsBack.put(
          conversion.id().creditBackId(attempt), new Undone(conversion, attempt == last));
    }
  }

  /// @param statements the core banking system's, by day
  /// @param conversions those that are not known to agree
  /// @param before how far they agreed when they were compared last
  /// @param zone of the core banking system's days
  /// @throws kz.digitaltenge.api.error.PlatformException when the core banking system does not
  ///   answer
  static Compared compare(
      Function<LocalDate, CoreReport> statements,
      List<Conversion> conversions,
      AgreedBooks before,
      Amount circulating,
      ZoneId zone,
      Instant now) {
    var reconciler = new Reconciler(now, conversions, before.liability());
    LocalDate today = LocalDate.ofInstant(now, zone);
    AgreedBooks.days(before.first(conversions, zone, today), today.plusDays(1))
        .forEach(day -> reconciler.take(day, statements.apply(day)));
    Reconciliation found = reconciler.result(circulating);
    return new Compared(
        found,
        found.isClean()
            ? before.upTo(AgreedBooks.from(conversions, zone, today), reconciler.closings)
            : AgreedBooks.NOTHING);
  }

  private void take(LocalDate day, CoreReport statement) {
    statement.entries().forEach(this::take);
    liability = statement.balances().map(Balances::closing).orElse(liability);
    closings.put(day, liability);
  }

  private void take(Entry entry) {
    if (booked.putIfAbsent(entry.order(), entry) != null) {
      add(Kind.BOOKED_TWICE, entry.order(), entry.amount(), entry.bookedAt());
      return;
    }
    Conversion ordered = conversions.get(entry.order());
    Undone undone = creditsBack.get(entry.order());
    if (ordered != null) {
      if (isAsOrdered(ordered, ordered.order(), entry)) {
        takeOrdered(ordered, entry);
      }
    } else if (undone != null) {
      if (isAsOrdered(undone.conversion(), undone.conversion().creditBack(), entry)) {
        takeUndone(undone, entry);
      }
    } else {
      add(Kind.NOT_ORDERED, entry.order(), entry.amount(), entry.bookedAt());
    }
  }

  private boolean isAsOrdered(Conversion conversion, CoreOrder order, Entry entry) {
    boolean isSame =
        order.amount().equals(entry.amount()) && order.direction() == entry.direction();
    if (!isSame) {
      add(Kind.OTHER_CONTENT, conversion.id().toString(), entry.amount(), entry.bookedAt());
    }
    return isSame;
  }

  private void takeOrdered(Conversion conversion, Entry entry) {
    switch (conversion.stage()) {
      case ISSUED, REDEEMED -> {}
      case DEBIT_ORDERED, DEBITED, APPROVED, CREDIT_BACK_OWED, CREDIT_ORDERED, CREDITED ->
          addInFlight(conversion, entry);
      case RETURNED -> {
        if (conversion.request().kind() == Conversion.Kind.REDEMPTION) {
          addOutOfTurn(conversion, entry);
        }
      }
      case WAITS_FOR_DAY -> {
        if (conversion.mayHaveBeenSent()) {
          addInFlight(conversion, entry);
        } else {
          addOutOfTurn(conversion, entry);
        }
      }
      case REFUSED, TOKENS_AWAITED, TOKENS_HELD, RETURN_OWED -> addOutOfTurn(conversion, entry);
    }
  }

  /// An issuance's debit that is credited back, or may be by now; not by an order that was refused.
  private void takeUndone(Undone undone, Entry entry) {
    Conversion conversion = undone.conversion();
    if (!undone.isLast()) {
      addOutOfTurn(conversion, entry);
    } else if (conversion.stage() == Conversion.Stage.CREDIT_BACK_OWED) {
      addInFlight(conversion, entry);
    } else if (conversion.stage() != Conversion.Stage.RETURNED) {
      addOutOfTurn(conversion, entry);
    }
  }

  private void addInFlight(Conversion conversion, Entry entry) {
    inFlight.add(new InFlight(conversion, entry.bookedAt()));
    expectedTiyn +=
        switch (entry.direction()) {
          case DEBIT -> entry.amount().tiyn();
          case CREDIT -> -entry.amount().tiyn();
        };
  }

  private void addOutOfTurn(Conversion conversion, Entry entry) {
    add(Kind.BOOKED_OUT_OF_TURN, conversion.id().toString(), entry.amount(), entry.bookedAt());
  }

  private Reconciliation result(Amount circulating) {
    for (Conversion conversion : conversions.values()) {
      boolean isOrderMissing =
          conversion.confirmation().isPresent() && !booked.containsKey(conversion.id().orderId());
      boolean isCreditBackMissing =
          conversion.request().kind() == Conversion.Kind.ISSUANCE
              && conversion.stage() == Conversion.Stage.RETURNED
              && !booked.containsKey(conversion.creditBack().id());
      if (isOrderMissing || isCreditBackMissing) {
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
