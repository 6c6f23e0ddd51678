package kz.digitaltenge.app.resolution;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.DatabaseOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.LogFiles;
import kz.digitaltenge.app.command.LogOption;
import kz.digitaltenge.app.command.Stopping;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeSetting;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.ResolutionRole;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a failed bank's node for its administrator and pays its customers out.
@Command(
    name = "pay-out",
    description = {
      "Run a failed bank's node with its administrator's key and pay all that its customers have"
          + " to",
      "the successor bank: to the customer's own account there, else to the account that the order",
      "names. Nothing is paid twice, however often this is killed and given again.",
      "Exit status 4: not every account is empty yet; the same again goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt resolution pay-out HSBKKZKX",
      "  ./dt resolution pay-out HSBKKZKX --serve",
      "                      goes on as the network's member, for supply proofs"
    })
final class PayOutCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final LogOption log = new LogOption();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final DatabaseOption database = new DatabaseOption();
  @Mixin private final BankArgument bank = new BankArgument();

  @Option(
      names = "--serve",
      description = "Go on afterwards until told to end: the node has its part in supply proofs.")
  private boolean serve;

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Place place = bank.in(folder);
    try (LogFiles.Open _ = log.open(folder, place.bank().value());
        Stopping stopping = Stopping.onSignal(console.out())) {
      var parts = new Parts();
      stopping.closing(parts);
      var _ = parts.start(() -> FolderLock.takeRole(folder, folder.node(place.bank())));
      Machine machine = parts.start(Machine::here);
      NodeSetting setting =
          new RoleFiles(folder, machine)
              .node(place.bank(), database.of(place.bank(), folder, parts, machine));
      ResolutionRole role = parts.start(() -> ResolutionRole.start(setting, machine));
      PaidJournal journal = parts.start(() -> PaidJournal.open(place.work()));
      int code = payOut(place, role, journal);
      if (!serve) {
        return code;
      }
      console.out().println("READY " + place.bank());
      console.out().flush();
      return console.show(
          Problem.of(
              ErrorCode.INTERNAL_FAULT,
              "part",
              "%s (%s)".formatted(place.bank(), role.failure().join().getMessage())));
    }
  }

  private int payOut(Place place, ResolutionRole role, PaidJournal journal) {
    NetworkParameters network = RoleFiles.chain(place.folder()).getLast().parameters();
    Participant successor = successor(network, role);
    var destinations =
        new Destinations(
            role, place.bank(), successor.node(), network.assets().getFirst().asset().code());
    Map<String, String> unpaid =
        new PayOut(role, journal, destinations, length -> LockSupport.parkNanos(length.toNanos()))
            .run(_ -> {});
    String name = successor.node().value();
    PayOutReport report = PayOutReport.of(role, journal, unpaid, name);
    Path list = place.work().resolve("paid.csv");
    report.write(list, PayOut.accounts(role), destinations);
    if (json.isWanted()) {
      console.json(report.json(list));
    } else {
      report.print(console, list);
    }
    return unpaid.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private static Participant successor(NetworkParameters network, ResolutionRole role) {
    String account = role.order().block().resolution().orElseThrow().account();
    String code = TypedText.account("account", account).bankCode();
    return network.participants().stream()
        .filter(each -> each.bankCode().equals(code))
        .findFirst()
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", code).exception());
  }
}
