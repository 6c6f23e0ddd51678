package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.sandbox.Sandbox;

/// Tells a person who has just started the network what to do with it.
final class NextSteps {
  /// Of Kazpost's first synthetic customer.
  private static final String PHONE = "+77010009909";

  private NextSteps() {}

  /// @param folder named in what to type when it is not the one that commands take by themselves
  static void print(PrintWriter out, DataFolder folder, Sandbox.Running network, Duration took) {
    String where = folder.equals(DataOption.standard()) ? "" : " --data " + folder;
    Platform.Member bank = network.platform().banks().getFirst();
    out.printf("Ready after %.1f s. In another terminal:%n%n", took.toMillis() / 1000.0);
    step(out, "demo" + where, "play a day and reconcile the books");
    step(out, "status" + where, "who is up, who holds how much");
    step(
        out,
        "issue%s --bank %s 1000000".formatted(where, bank.node()),
        "issue digital tenge to a bank");
    step(out, "reconcile" + where, "the books against the core banking system's");
    step(
        out, "account open%s --bank %s --name Aigul".formatted(where, bank.node()), "a customer's");
    step(
        out,
        "pay%s --from %s --to ACCOUNT 5000".formatted(where, bank.stockAccount()),
        "from the bank's own account");
    step(out, "payment explain%s ID".formatted(where), "a payment's state, evidence, next step");
    step(
        out,
        "api%s GET /v1/accounts --bank %s".formatted(where, bank.node()),
        "the same over signed HTTP, as a bank's program asks");
    step(
        out,
        "api%s GET /v1/accounts --bank %s --curl".formatted(where, bank.node()),
        "as a command for curl, with --cert, --key and a signature");
    step(
        out,
        "api%s GET /v1/operational-day --officer 1".formatted(where),
        "as an officer of the central bank asks its gateway");
    out.printf(
        "%nTo somebody whom people know by phone, at another bank (issue to the bank first):%n%n");
    String order =
        "{\"payer\":\"%s\",\"phone\":\"%s\",\"amount\":\"1500\",\"currency\":\"KZT\"}"
            .formatted(bank.stockAccount(), PHONE);
    String asked = "  ./dt api%s POST %s --bank %s --key by-phone-1 --body '%s'%n";
    out.printf(asked, where, "/v1/payees/lookup", bank.node(), "{\"phone\":\"" + PHONE + "\"}");
    out.printf(asked, where, "/v1/payments", bank.node(), order);
    out.println();
    out.println("Ctrl-C stops the network; the next start goes on from here.");
    out.flush();
  }

  private static void step(PrintWriter out, String command, String what) {
    out.printf("  %-58s %s%n", "./dt " + command, what);
  }
}
