package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measures networks of its own and prints the figures.
@Command(
    name = "bench",
    description = {
      "Measure payments a second and their latency, on a network of its own.",
      "Everything runs in one process with fsync on; nothing else should run meanwhile."
    },
    footerHeading = "%nParts, and how long each takes on two cores:%n",
    footer = {
      "  standard      6 min  parts alone, closed and open loops, processor time by component",
      "  age           8 min  a payment against the moves of its token: 1, 100, 10 000",
      "  live          6 min  10 000 against 1 000 000 live tokens in the network",
      "  notary-live   6 min  10 000 against 10 000 000 live references, the notary alone",
      "  cuts          8 min  with supply proofs and without, over 1 000 000 live tokens",
      "  members       2 min  a notary of one member and of three on this machine",
      "  sweep        15 min  rates of arrival up to one that cannot be kept, conflicts, outages",
      "  outages       3 min  a bank, the notary, the database away while payments fall due",
      "  register      2 min  a register of 100 000 lines, from its first byte to its last payment",
      "  long         11 min  ten minutes; the last against the first",
      "  api           2 min  signed payments through the gateways, asked for by a second process",
      "%nExamples:",
      "  ./dt bench                               the standard part",
      "  ./dt bench --seconds 2                   a quick look",
      "  ./dt bench api                           through the gateways",
      "  ./dt bench age live                      two others, also as --part age,live",
      "  ./dt bench long --rate 3500              a fixed rate instead of the highest",
      "  ./dt bench --json                        for a machine",
      "  ./dt bench all --write docs/performance.md   about an hour; renews the page"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int PORT_STANDARD = 7600;
  private static final int REPEATS_STANDARD = 1;
  private static final int REPEATS = 3;
  private static final int BANKS = 5;
  private static final int ROUNDS = 6;
  private static final int TOKENS_FEW = 10_000;
  private static final Duration OUTAGE = Duration.ofSeconds(2);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Mixin private final Console console = new Console();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      split = ",",
      description = "What to measure: some of the parts below, or all; standard when left out.")
  private List<String> parts = List.of();

  @Option(names = "--part", paramLabel = "PART", split = ",", description = "The same.")
  private List<String> partsOfOption = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "An empty or new folder to measure in; a temporary one when left out.")
  private @Nullable Path data;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each figure is measured, after half as long to warm up; 10.")
  private int seconds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "How often each fixed rate of arrival is measured; 3, by itself standard 1.")
  private @Nullable Integer repeats;

  @Option(
      names = "--notaries",
      paramLabel = "N",
      defaultValue = "1",
      description = "Members of the notary in the standard part: 1, 3 or 5; 1.")
  private int notaries;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long the long run is; 10.")
  private int minutes;

  @Option(
      names = "--moves",
      paramLabel = "N",
      defaultValue = "10000",
      description = "What the oldest tokens have behind them; 10000.")
  private int moves;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Live tokens in the large network; 1000000.")
  private int tokens;

  @Option(
      names = "--notary-tokens",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Live references at the large notary; 10000000.")
  private int notaryTokens;

  @Option(
      names = "--rates",
      paramLabel = "N",
      split = ",",
      defaultValue = "250,500,1000,1500,2000,2500,3000,3500,4000,5000",
      description = "Payments a second of the sweep, with commas between.")
  private List<Integer> rates = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Payments a second that fall due in the long run and with outages.",
        "When left out: as many as can be, and half of that."
      })
  private int rate;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Lines of the register; 100000.")
  private int lines;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + PORT_STANDARD,
      description = "The first of the ports to use; 7600.")
  private int port;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "A Markdown page that keeps the figures; they are renewed there as well.")
  private @Nullable Path page;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<BenchPart> chosen = chosen();
    requireUsable();
    BenchPage kept = page == null ? null : new BenchPage(page, chosen);
    boolean temporary = data == null;
    Path folder = data == null ? Files.createTempDirectory("digitaltenge-bench") : emptied(data);
    try {
      BenchReport report = new BenchRun(settings(folder, chosen), this::progress).run(chosen);
      if (kept != null) {
        kept.write(report);
      }
      if (json.isWanted()) {
        console.json(report);
      } else {
        console.out().print(BenchText.of(report));
        console.out().flush();
      }
      return report.failed() == 0 ? 0 : 1;
    } finally {
      if (temporary) {
        BenchFolder.delete(folder);
      }
    }
  }

  private Set<BenchPart> chosen() {
    if (!parts.isEmpty() && !partsOfOption.isEmpty()) {
      throw refused("--part", "parts are named without it as well; name all of them one way");
    }
    return BenchParts.of(parts.isEmpty() ? partsOfOption : parts);
  }

  private BenchSettings settings(Path folder, Set<BenchPart> chosen) {
    int usual = chosen.equals(Set.of(BenchPart.STANDARD)) ? REPEATS_STANDARD : REPEATS;
    return new BenchSettings(
        folder,
        DataOption.cache(),
        port,
        Duration.ofMillis(seconds * 500L),
        Duration.ofSeconds(seconds),
        repeats == null ? usual : repeats,
        notaries,
        new BenchSettings.Scale(
            BANKS,
            BenchCustomers.MANY,
            ROUNDS,
            moves,
            Math.min(TOKENS_FEW, tokens),
            tokens,
            notaryTokens,
            rates,
            rate,
            lines,
            OUTAGE,
            Duration.ofMinutes(minutes),
            MINUTE));
  }

  private void requireUsable() {
    atLeast(1, "--seconds", seconds);
    atLeast(1, "--repeats", repeats == null ? 1 : repeats);
    atLeast(1, "--minutes", minutes);
    atLeast(1, "--moves", moves);
    atLeast(1, "--tokens", tokens);
    atLeast(1, "--notary-tokens", notaryTokens);
    atLeast(1, "--lines", lines);
    atLeast(0, "--rate", rate);
    rates.forEach(each -> atLeast(1, "--rates", each));
    if (!NetworkPlan.NOTARIES.contains(notaries)) {
      throw refused("--notaries", "a notary has 1, 3 or 5 members");
    }
    if (port < 1 || port + BenchSettings.PORTS > 65_536) {
      throw refused("--port", "there is no room for %d ports".formatted(BenchSettings.PORTS));
    }
  }

  private static void atLeast(int least, String option, int value) {
    if (value < least) {
      throw refused(option, "it is below " + least);
    }
  }

  private static RuntimeException refused(String option, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", option, "reason", reason).exception();
  }

  private void progress(String what) {
    console.err().println(what + " ...");
    console.err().flush();
  }

  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw refused(
            "--data", folder + " is not empty, and a benchmark keeps nothing that was there");
      }
    }
    return folder;
  }
}
