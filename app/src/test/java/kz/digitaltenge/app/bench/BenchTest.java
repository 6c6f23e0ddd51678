package kz.digitaltenge.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.app.FreePorts;
import kz.digitaltenge.app.demo.PlayedDay;
import kz.digitaltenge.app.role.SupplyProofs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark measures everything it names, and no payment of it fails.
final class BenchTest {
  private static final int RATE = 60;

  @TempDir private Path folder = Path.of("");

  @Test
  void everythingNamedIsMeasured() throws IOException, InterruptedException {
    BenchReport report =
        new BenchRun(settings(Duration.ofMillis(60)), _ -> {}).run(Set.of(BenchPart.STANDARD));

    assertThat(report.failed()).isZero();
    for (String name : List.of("cross-bank", "on-us", "notary", "validate")) {
      assertThat(report.results())
          .filteredOn(figure -> figure.name().equals(name))
          .extracting(Figure::inFlight)
          .as(name)
          .startsWith(1, 8, 64, 256);
    }
    assertThat(report.results()).extracting(Figure::name).contains("sign", "verify");
    assertThat(report.openLoop())
        .extracting(BenchReport.AtRate::percent)
        .containsExactly(25, 50, 75);
    assertThat(report.processor()).hasSize(3);
    assertThat(report.startMillis()).isPositive();
    assertThat(report.residentMiB()).isPositive();
  }

  @Test
  void notariesWithManyAndFewReferencesAreHeldAgainstEachOther() throws InterruptedException {
    var part = new NotaryLivePart(settings(Duration.ofMillis(100)), _ -> {});

    requireMeasured(
        (Comparison) part.run(),
        "small notary, 256 live references",
        "large notary, 2,041 live references");
  }

  /// One network after the other where each part has its own when it is measured in earnest:
  /// founding them is what takes time.
  @Test
  void everyPartMeasuresWhatItNames() throws IOException, InterruptedException {
    BenchSettings settings = settings(Duration.ofMillis(200));
    try (var network = BenchNetwork.start(settings, "one", 0, 1, SupplyProofs.ON_DEMAND);
        var other = BenchNetwork.start(settings, "three", 1, 3, SupplyProofs.ON_DEMAND)) {
      requireMeasured(
          new LivePart(settings, _ -> {}).measure(network, other),
          "small network, 400 live tokens",
          "large network, 800 live tokens");
      requireMembersCompared(settings, network, other);
      requireAgesCompared(settings, network);
      requireCutsMade(settings, network);
      requireRatesSwept(settings, network);
      requireMinutesTold(settings, network);
      requireRegisterPaid(settings, network);
      requireOutagesSurvived(settings, network);
      requireGatewaysLoaded(settings, network);
    }
  }

  private static void requireGatewaysLoaded(BenchSettings settings, BenchNetwork network)
      throws IOException, InterruptedException {
    ApiReport api = new ApiPart(settings, _ -> {}).measure(network);

    assertThat(api.failed()).isZero();
    assertThat(api.rows())
        .extracting(row -> row.figure().inFlight())
        .containsExactly(1, 32, 256, 0, 0);
    assertThat(api.rows()).allSatisfy(row -> assertThat(row.figure().count()).isPositive());
  }

  private static void requireMembersCompared(
      BenchSettings settings, BenchNetwork one, BenchNetwork three) throws InterruptedException {
    var part = new MembersPart(settings, _ -> {});

    requireMeasured(
        MembersPart.compared(part.measure(one), part.measure(three)),
        "one member",
        "three members");
  }

  private static void requireAgesCompared(BenchSettings settings, BenchNetwork network)
      throws InterruptedException {
    Comparison age = new AgePart(settings, _ -> {}).measure(network);

    requireMeasured(age, "young, 1 move", "middle, 3 moves", "old, 3 moves");
    assertThat(age.notes().getLast()).startsWith("32 tokens that had 3 moves each");
  }

  private static void requireCutsMade(BenchSettings settings, BenchNetwork network)
      throws InterruptedException {
    Comparison cuts = new CutsPart(settings, _ -> {}).measure(network);

    requireMeasured(cuts, "no cut", "a cut in each window");
    assertThat(cuts.notes().getFirst()).startsWith("2 cuts took");
  }

  private static void requireRatesSwept(BenchSettings settings, BenchNetwork network)
      throws InterruptedException {
    SweepReport sweep = new SweepPart(settings, _ -> {}).measure(network);

    assertThat(sweep.failed()).isZero();
    assertThat(sweep.rates().getFirst().duePerSecond()).isEqualTo(RATE);
    long due = settings.window().multipliedBy(2).toMillis() * RATE / 1_000;
    assertThat(sweep.outages())
        .singleElement()
        .satisfies(
            window -> {
              assertThat(window.figure().count()).isEqualTo(due);
              assertThat(window.bankAwayMillis()).isPositive();
              assertThat(window.notaryAwayMillis()).isPositive();
              assertThat(window.again()).isPositive();
            });
    assertThat(sweep.notes().getFirst()).doesNotContain(" 0 orders given twice", " 0 pairs");
  }

  private static void requireMinutesTold(BenchSettings settings, BenchNetwork network)
      throws InterruptedException {
    LongReport run = new LongPart(settings, _ -> {}).measure(network);

    assertThat(run.failed()).isZero();
    assertThat(run.minutes()).hasSize(3);
    assertThat(run.minutes().stream().mapToLong(minute -> minute.figure().count()).sum())
        .isPositive();
    assertThat(run.housekeeping().databaseCheckpoints()).isPositive();
  }

  private static void requireRegisterPaid(BenchSettings settings, BenchNetwork network)
      throws InterruptedException {
    RegisterReport register = RegisterPart.of(settings, _ -> {}).measure(network);

    assertThat(register.failed()).isZero();
    assertThat(register.lines()).isEqualTo(settings.scale().registerLines());
    assertThat(register.tenths()).hasSize(10).isSorted();
    assertThat(PartText.of(register)).contains("A register of 70 lines", "100 %");
  }

  private static void requireOutagesSurvived(BenchSettings settings, BenchNetwork network)
      throws InterruptedException {
    OutageReport outages = new OutagePart(settings, _ -> {}).measure(network);

    assertThat(outages.failed()).isZero();
    assertThat(outages.outages())
        .extracting(OutageReport.Outage::what)
        .containsExactly(
            "nothing",
            "bank HSBKKZKX stopped",
            "the notary's member stopped",
            "the database server killed");
    long due = settings.window().multipliedBy(2).toMillis() * RATE / 1_000;
    assertThat(outages.outages())
        .allSatisfy(outage -> assertThat(outage.figure().count()).isEqualTo(due));
    assertThat(outages.outages().get(1).again()).isPositive();
  }

  private static void requireMeasured(Comparison comparison, String... arms) {
    assertThat(comparison.failed()).isZero();
    assertThat(comparison.arms()).extracting(Arm::name).containsExactly(arms);
    assertThat(comparison.arms()).allSatisfy(arm -> assertThat(arm.figure().count()).isPositive());
  }

  private BenchSettings settings(Duration window) {
    var scale =
        new BenchSettings.Scale(
            2,
            16,
            2,
            3,
            400,
            800,
            2_100,
            List.of(RATE),
            RATE,
            70,
            Duration.ofMillis(100),
            Duration.ofMillis(600),
            Duration.ofMillis(200));
    int port = FreePorts.first(BenchSettings.PORTS);
    Duration warmUp = Duration.ofMillis(20);
    return new BenchSettings(folder, PlayedDay.CACHE, port, warmUp, window, 1, 1, scale);
  }
}
