package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.Machine;

/// Measures the chosen parts, one after the other, each on networks of its own that are gone when
/// the next begins.
final class BenchRun {
  private final BenchSettings settings;
  private final Consumer<String> progress;

  BenchRun(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  BenchReport run(Set<BenchPart> chosen) throws IOException, InterruptedException {
    var standard = StandardPart.Found.nothing();
    List<PartReport> parts = new ArrayList<>();
    for (BenchPart part : BenchPart.values()) {
      if (!chosen.contains(part)) {
        continue;
      }
      Consumer<String> told = what -> progress.accept(part + ": " + what);
      switch (part) {
        case STANDARD -> standard = new StandardPart(settings, told).run();
        case AGE -> parts.add(new AgePart(settings, told).run());
        case LIVE -> parts.add(new LivePart(settings, told).run());
        case NOTARY_LIVE -> parts.add(new NotaryLivePart(settings, told).run());
        case CUTS -> parts.add(new CutsPart(settings, told).run());
        case MEMBERS -> parts.add(new MembersPart(settings, told).run());
        case SWEEP -> parts.add(new SweepPart(settings, told).run());
        case OUTAGES -> parts.add(new OutagePart(settings, told).run());
        case REGISTER -> parts.add(RegisterPart.of(settings, told).run(settings));
        case LONG -> parts.add(new LongPart(settings, told).run());
        case API -> parts.add(new ApiPart(settings, told).run());
      }
      BenchFolder.empty(settings.folder());
    }
    return report(standard, parts);
  }

  private BenchReport report(StandardPart.Found standard, List<PartReport> parts) {
    try (Machine machine = Machine.here()) {
      return new BenchReport(
          MachineryProbe.of(settings.folder(), machine),
          standard.results(),
          standard.halfLoad(),
          standard.openLoop(),
          standard.processor(),
          standard.generatorMicros(),
          parts,
          standard.startMillis(),
          standard.residentMiB(),
          standard.failed() + parts.stream().mapToLong(PartReport::failed).sum());
    }
  }
}
