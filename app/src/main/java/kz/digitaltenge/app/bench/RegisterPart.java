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

  private final int lines;
  private final int customers;
  private final Consumer<String> progress;

  /// @param lines of the register that is measured
  /// @param customers of each other bank, who are paid in turn
  RegisterPart(int lines, int customers, Consumer<String> progress) {
    this.lines = lines;
    this.customers = customers;
    this.progress = progress;
  }

  static RegisterPart of(BenchSettings settings, Consumer<String> progress) {
    return new RegisterPart(
        settings.scale().registerLines(), settings.scale().customers(), progress);
  }

  PartReport run(BenchSettings settings) throws InterruptedException {
    progress.accept("Starting a network");
    try (var network = BenchNetwork.start(settings, "register", 0, 1, SupplyProofs.ON_DEMAND)) {
      return measure(network);
    }
  }

  RegisterReport measure(BenchNetwork network) throws InterruptedException {
    progress.accept("Opening gateways");
    try (var doors = new Parts()) {
      SandboxDoors.open(doors, network.folder(), network.plan(), network.running());
      // The first one is for the virtual machine.
      var _ = paid(network, "warm-up", Math.max(1, lines / TENTHS));
      return paid(network, "measured", lines);
    }
  }

  /// Pays one in a network whose gateways are open.
  RegisterReport paid(BenchNetwork network, String run, int lines) throws InterruptedException {
    var banks = new BenchBanks(network.platform());
    try (var door = RegisterDoor.of(network.folder(), banks.id(PAYER), "")) {
      return paid(banks, door, run, lines);
    }
  }

  private RegisterReport paid(BenchBanks banks, RegisterDoor door, String run, int lines)
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
      payees.addAll(banks.open(bank, customers, run));
    }
    var text = new StringBuilder("payer,currency,count,total\n");
    text.append("%s,KZT,%d,%s\nline,account,amount,purpose\n".formatted(payer, lines, total));
    for (int line = 0; line < lines; line++) {
      // Neighbours in the register are at different banks.
      int bank = line % (banks.count() - 1);
      int account = line / (banks.count() - 1) % customers;
      String payee = payees.get(bank * customers + account);
      text.append("employee-%06d,%s,1.00,Salary for May 2026\n".formatted(line, payee));
    }
    return text.toString();
  }

  private static long since(long begin) {
    return (System.nanoTime() - begin) / NANOS_PER_MILLI;
  }
}
