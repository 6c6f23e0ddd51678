package kz.digitaltenge.app.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;

/// Holds a notary of three members against one of one member, everything on this machine. One
/// network after the other: members that stand by are not idle.
final class MembersPart {
  private static final int IN_FLIGHT = 64;

  private final BenchSettings settings;
  private final Consumer<String> progress;

  MembersPart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    return compared(measure(1), measure(3));
  }

  static Comparison compared(Slice one, Slice three) throws InterruptedException {
    var alternation =
        new Alternation().arm("one member", () -> one).arm("three members", () -> three).run(1);
    return new Comparison(
        BenchPart.MEMBERS,
        "Payments of 1 tenge across banks; a notary of three members verifies, forces and signs"
            + " everything three times, on the same cores.",
        IN_FLIGHT,
        alternation.arms("cross-bank", IN_FLIGHT),
        List.of("The networks ran one after the other, each measured once after it had warmed up."),
        alternation.failed());
  }

  private Slice measure(int members) throws InterruptedException {
    progress.accept("Paying with %d members of the notary".formatted(members));
    try (var network =
        BenchNetwork.start(settings, "members-" + members, 0, members, SupplyProofs.EACH_MINUTE)) {
      return measure(network);
    }
  }

  Slice measure(BenchNetwork network) throws InterruptedException {
    BenchCustomers customers =
        BenchCustomers.prepare(network.platform(), "m", settings.scale().customers());
    return new ClosedLoop(number -> customers.payAcrossBanks("m", number), new AtomicLong())
        .measure(IN_FLIGHT, settings.window(), settings.window().multipliedBy(2));
  }
}
