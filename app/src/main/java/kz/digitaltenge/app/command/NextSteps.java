package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.sandbox.Sandbox;

/// Tells a person who has just started the network what to do with it.
final class NextSteps {
  private NextSteps() {}

  static void print(PrintWriter out, Sandbox.Running network, Duration took) {
    Platform.Member bank = network.platform().banks().getFirst();
    out.printf("Ready after %.1f s. In another terminal:%n%n", took.toMillis() / 1000.0);
    out.println(
        "  ./dt demo                                     play a day and reconcile the books");
    out.println("  ./dt status                                   who is up, who holds how much");
    out.printf(
        "  ./dt issue --bank %s 1000000            issue digital tenge to a bank%n", bank.node());
    out.printf("  ./dt account open --bank %s --name Aigul%n", bank.node());
    out.printf("  ./dt pay --from %s --to ACCOUNT 5000%n", bank.stockAccount());
    out.println(
        "  ./dt payment explain ID                       a payment's state, evidence, next step");
    out.println();
    out.println("Ctrl-C stops the network; the next start goes on from here.");
    out.flush();
  }
}
