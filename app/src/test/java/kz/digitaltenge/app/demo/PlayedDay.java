package kz.digitaltenge.app.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.BalanceLine;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.HistoryPart;
import kz.digitaltenge.api.operator.OpenCustomer;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import org.awaitility.Awaitility;

/// A small day played on a real network in a folder.
public final class PlayedDay {
  /// Where the database server's programs are unpacked for all tests.
  public static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();

  private static final String PHONE = "+77010009909";

  private PlayedDay() {}

  /// Starts a network, plays the day, proves the supply, and stops the network in good order.
  public static DemoReport in(Path folder, NetworkPlan network, DayPlan day) {
    Sandbox.Running running =
        Sandbox.start(new DataFolder(folder), network, CACHE, StartReport.SILENT);
    try (var tasks = new VirtualThreadTasks("the day", Duration.ofSeconds(5));
        var platform = running.platform()) {
      var clock = InstantSource.system();
      DemoReport report =
          new DemoPlay(new PlatformNetwork(platform, clock.instant(), tasks), tasks, clock)
              .play(file(folder, day), Progress.silent());
      payByPhone(running, "by-phone-" + day.seed());
      paySplit(running, "split-" + day.seed());
      var _ = platform.centralBank().proveSupply();
      return report;
    }
  }

  /// A payment to a number that stands for an account, which only the payee's bank can tell.
  private static void payByPhone(Sandbox.Running network, String id) {
    Platform platform = network.platform();
    var payers = new NodeId("HSBKKZKX");
    var payees = new NodeId("KPSTKZKA");
    CustomerLine payee =
        network
            .backstage()
            .bank(payees)
            .get()
            .customers()
            .openCustomer(
                new OpenCustomer.Person(
                    new OpenCustomer.Terms("filed-1", PHONE, "FULL", "FULL"),
                    "930417399098",
                    "1993-04-17",
                    "Серіков",
                    "Болат",
                    ""),
                0);
    String number =
        network
            .backstage()
            .bank(payers)
            .get()
            .customers()
            .payee(id, new PayeeAlias(PHONE, "", ""), "");
    String payer = rich(platform, payers);
    PayOutcome outcome = platform.node(payers).pay(new PayOrder(id, payer, number, "0.07", "KZT"));
    if (!(outcome instanceof PayOutcome.Final)) {
      throw new IllegalStateException(id + ": " + outcome);
    }
    Awaitility.await().until(() -> isIn(platform, payees, payee.account(), id));
  }

  /// A payment to payees at two other banks, one of them by phone, and at the payer's own.
  private static void paySplit(Sandbox.Running network, String id) {
    Platform platform = network.platform();
    var payers = new NodeId("HSBKKZKX");
    String payer = rich(platform, payers);
    String number =
        network
            .backstage()
            .bank(payers)
            .get()
            .customers()
            .payee(new PaymentId(id).leg(1).value(), new PayeeAlias(PHONE, "", ""), "");
    var others = new NodeId("KCJBKZKX");
    String there = platform.node(others).accountsAfter("", 1).getFirst().number();
    String here =
        platform.node(payers).accountsAfter("", 100).stream()
            .map(AccountLine::number)
            .filter(account -> !account.equals(payer))
            .findFirst()
            .orElseThrow();
    List<PayOrder.Leg> legs =
        List.of(
            new PayOrder.Leg(there, "0.01"),
            new PayOrder.Leg(number, "0.02"),
            new PayOrder.Leg(here, "0.03"));
    PayOutcome outcome =
        platform.node(payers).pay(new PayOrder(id, payer, "", "0.06", "KZT", legs));
    if (!(outcome instanceof PayOutcome.Final)) {
      throw new IllegalStateException(id + ": " + outcome);
    }
    Awaitility.await().until(() -> isIn(platform, others, there, id));
    Awaitility.await().until(() -> isIn(platform, payers, here, id));
    Awaitility.await()
        .until(
            () ->
                platform
                    .node(new NodeId("KPSTKZKA"))
                    .explain(id)
                    .attempts()
                    .getLast()
                    .position()
                    .isPresent());
  }

  private static boolean isIn(Platform platform, NodeId bank, String account, String payment) {
    return platform.node(bank).history(account, HistoryPart.NEWEST, 10).lines().stream()
        .anyMatch(line -> line.payment().value().equals(payment));
  }

  private static String rich(Platform platform, NodeId bank) {
    return platform.node(bank).accountsAfter("", 100).stream()
        .map(AccountLine::number)
        .filter(account -> isRich(platform.node(bank).balances(account)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isRich(List<BalanceLine> balances) {
    return balances.stream().anyMatch(line -> line.mark().isEmpty() && line.available().tiyn() > 7);
  }

  private static Path file(Path folder, DayPlan day) {
    try {
      var text = new StringWriter();
      DayGenerator.write(day, text);
      Path beside = folder.resolveSibling("day-%d.csv".formatted(day.seed()));
      return Files.writeString(beside, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
