package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.api.operator.SupplyArchive;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.Bytes;

/// What a gateway of the central bank needs, made of fakes.
final class FakeCentralBank {
  private FakeCentralBank() {}

  /// Of a central bank that has days, and officers 1 and 2.
  static CentralBankServices services(DayOperations days) {
    return services(days, new FakeBlocks(List.of()));
  }

  static CentralBankServices services(SupplyArchive proofs) {
    return services(new FakeDays(), new FakeBlocks(List.of()), proofs);
  }

  static CentralBankServices services(DayOperations days, BlockOperations blocks) {
    return services(days, blocks, new NoProofs());
  }

  private static final class NoProofs implements SupplyArchive {
    @Override
    public List<Kept> kept() {
      return List.of();
    }

    @Override
    public Optional<Bytes> file(String id) {
      return Optional.empty();
    }
  }

  /// Each officer's own, by name.
  static CentralBankServices services(
      BlockOperations blocks, Function<String, OfficersConversions> conversions) {
    return services(new FakeDays(), blocks, new NoProofs(), conversions);
  }

  private static CentralBankServices services(
      DayOperations days, BlockOperations blocks, SupplyArchive proofs) {
    return services(
        days,
        blocks,
        proofs,
        _ -> {
          throw Problem.of(ErrorCode.CORE_BANKING_MISSING).exception();
        });
  }

  private static CentralBankServices services(
      DayOperations days,
      BlockOperations blocks,
      SupplyArchive proofs,
      Function<String, OfficersConversions> conversions) {
    return new CentralBankServices(
        FakeBank::new,
        () -> days,
        () -> blocks,
        () -> proofs,
        FakeCentralBank::liability,
        conversions,
        FakeCentralBank::number);
  }

  /// Of the cut at position 42 there is one; the core banking system was away at all others, and is
  /// not connected before 41.
  private static Optional<LiabilityLine> liability(long position) {
    boolean isKnown = position == 42;
    return position < 41
        ? Optional.empty()
        : Optional.of(
            new LiabilityLine(
                position,
                Instant.ofEpochMilli(3_000),
                isKnown ? Word.DIFFERS : Word.UNKNOWN,
                Amount.ofTenge(100),
                Amount.ofTenge(60),
                Amount.ofTenge(40),
                isKnown ? Optional.of(Amount.ofTenge(30)) : Optional.empty(),
                List.of(),
                isKnown
                    ? List.of(
                        new Item(
                            "TOTAL", "liability", Amount.ofTenge(10), Instant.ofEpochMilli(1_000)))
                    : List.of(),
                isKnown ? "10.00 is unexplained" : "it does not answer"));
  }

  static Optional<String> number(String officer) {
    return switch (officer) {
      case "officer-1" -> Optional.of("1");
      case "officer-2" -> Optional.of("2");
      default -> Optional.empty();
    };
  }
}
