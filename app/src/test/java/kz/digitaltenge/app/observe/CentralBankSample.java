package kz.digitaltenge.app.observe;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.app.observe.Exposition.Sample;
import kz.digitaltenge.centralbank.day.OperationalDay;
import kz.digitaltenge.ledger.Amount;

/// A central bank's node with something of everything, and what is to be told of it.
final class CentralBankSample {
  private static final String NODE = "NBRKKZKX";

  static final List<Sample> TOLD =
      List.of(
          sample("dt_conversions_open", 2, "kind", "issuance", "stage", "debited"),
          sample("dt_conversions_open", 1, "kind", "redemption", "stage", "tokens_held"),
          sample(
              "dt_conversions_oldest_timestamp_seconds",
              50,
              "kind",
              "issuance",
              "stage",
              "debited"),
          sample("dt_conversions_awaiting_approval", 2),
          sample("dt_liability_agrees", 0),
          sample("dt_liability_looked_timestamp_seconds", 900),
          sample("dt_liability_breaks", 1, "kind", "total"),
          sample("dt_liability_break_oldest_timestamp_seconds", 700, "kind", "total"),
          // 2026-11-30 in Almaty.
          sample("dt_day_timestamp_seconds", 1_795_978_800),
          sample("dt_day_state", 1, "state", "closing"),
          sample("dt_day_state", 0, "state", "open"),
          sample("dt_day_step_passed", 1, "step", "supply"),
          sample("dt_day_step_passed", 0, "step", "conversions"));

  private CentralBankSample() {}

  static CentralBankInside inside() {
    return new CentralBankInside(
        () ->
            List.of(
                line("a", ConversionLine.Kind.ISSUANCE, "DEBITED", 50, 1),
                line("b", ConversionLine.Kind.ISSUANCE, "DEBITED", 60, 0),
                line("c", ConversionLine.Kind.REDEMPTION, "TOKENS_HELD", 70, 1)),
        () -> Optional.of(liability()),
        () -> Optional.of(day()));
  }

  private static ConversionLine line(
      String name, ConversionLine.Kind kind, String stage, long since, int needed) {
    Instant at = Instant.ofEpochSecond(since);
    return new ConversionLine(
        "HSBKKZKX",
        name,
        kind,
        Amount.ofTenge(1),
        stage,
        ConversionLine.Progress.UNDER_WAY,
        at,
        at,
        "order",
        Optional.empty(),
        Optional.empty(),
        "handover",
        List.of(),
        needed,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static LiabilityLine liability() {
    return new LiabilityLine(
        7,
        Instant.ofEpochSecond(900),
        LiabilityLine.Word.DIFFERS,
        Amount.ofTenge(9),
        Amount.ZERO,
        Amount.ofTenge(9),
        Optional.of(Amount.ofTenge(8)),
        List.of(),
        List.of(new Item("TOTAL", "liability", Amount.ofTenge(1), Instant.ofEpochSecond(700))),
        "");
  }

  private static OperationalDay day() {
    Instant at = Instant.ofEpochSecond(800);
    return new OperationalDay(
        LocalDate.of(2026, 11, 30),
        OperationalDay.State.CLOSING,
        at,
        "1",
        Optional.of(at),
        Optional.of("1"),
        Optional.empty(),
        List.of(
            new OperationalDay.Step("SUPPLY", at, true, ""),
            new OperationalDay.Step("CONVERSIONS", at, false, "")));
  }

  private static Sample sample(String name, double value, String... labels) {
    Map<String, String> all =
        switch (labels.length) {
          case 0 -> Map.of("node", NODE);
          case 2 -> Map.of("node", NODE, labels[0], labels[1]);
          default -> Map.of("node", NODE, labels[0], labels[1], labels[2], labels[3]);
        };
    return new Sample(name, all, value);
  }
}
