package kz.digitaltenge.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kz.digitaltenge.app.gateway.SandboxDoors;
import kz.digitaltenge.app.register.RegisterDoor;
import kz.digitaltenge.app.register.RegisterDoor.Answer;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SupplyProofs;

/// One company pays a register to accounts at all other banks, through the signed gateway (S07).
final class RegisterPart {
  private static final int PAYER = 0;
  private static final int TENTHS = 10;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final BenchSettings settings;
  private final Consumer<String> progress;

  RegisterPart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    progress.accept("Starting a network");
    try (var network = BenchNetwork.start(settings, "register", 0, 1, SupplyProofs.ON_DEMAND)) {
      return measure(network);
    }
  }

  RegisterReport measure(BenchNetwork network) throws InterruptedException {
    progress.accept("Opening gateways");
    try (var doors = new Parts()) {
      SandboxDoors.open(doors, network.folder(), network.plan(), network.running());
      var banks = new BenchBanks(network.platform());
      try (var door = RegisterDoor.of(network.folder(), banks.id(PAYER), "")) {
        // The first one is for the virtual machine, which has never seen a register.
        int warmUp = Math.max(1, settings.scale().registerLines() / TENTHS);
        var _ = measured(banks, door, "warm-up", warmUp);
        return measured(banks, door, "measured", settings.scale().registerLines());
      }
    }
  }

  private RegisterReport measured(BenchBanks banks, RegisterDoor door, String run, int lines)
      throws InterruptedException {
    byte[] register = register(banks, run, lines).getBytes(UTF_8);
    progress.accept("A register of %,d lines, %s".formatted(lines, run));
    ProcessorProbe probe = ProcessorProbe.ofThisSystem();
    ProcessorTime before = probe.read();
    long begin = System.nanoTime();
    Answer answer = door.upload(run, "text/csv", register);
    long taken = since(begin);
    var tenths = new ArrayList<Long>();
    while (answer.isDone() && answer.count("waiting") > 0) {
      Thread.sleep(PAUSE);
      answer = door.show(run);
      int ended = lines - answer.count("waiting");
      while (answer.isDone() && tenths.size() < (long) ended * TENTHS / lines) {
        tenths.add(since(begin));
      }
    }
    long paid = since(begin);
    return new RegisterReport(
        lines,
        register.length,
        taken,
        paid,
        tenths,
        probe.read().since(before).microsEach(lines),
        List.of(
            "Resident with PostgreSQL's processes at its end: %,d MiB."
                .formatted(ResidentMemory.mib())),
        lines - answer.count("paid"));
  }

  /// One tenge a line, to accounts at the other banks in turn, out of one account that holds all of
  /// it in one token.
  private String register(BenchBanks banks, String run, int lines) throws InterruptedException {
    String payer = banks.open(PAYER, 1, run + "-company").getFirst();
    String total = lines + ".00";
    banks.issue(PAYER, total, run);
    banks.fund(PAYER, List.of(payer), 1, total, run + "-fund");
    var payees = new ArrayList<String>();
    for (int bank = 1; bank < banks.count(); bank++) {
      payees.addAll(banks.open(bank, settings.scale().customers(), run));
    }
    var text = new StringBuilder("payer,currency,count,total\n");
    text.append("%s,KZT,%d,%s\nline,account,amount,purpose\n".formatted(payer, lines, total));
    for (int line = 0; line < lines; line++) {
      // Neighbours in the register are at different banks.
      int bank = line % (banks.count() - 1);
      int account = line / (banks.count() - 1) % settings.scale().customers();
      String payee = payees.get(bank * settings.scale().customers() + account);
      text.append("employee-%06d,%s,1.00,Salary for May 2026\n".formatted(line, payee));
    }
    return text.toString();
  }

  private static long since(long begin) {
    return (System.nanoTime() - begin) / NANOS_PER_MILLI;
  }
}
