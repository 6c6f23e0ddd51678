package kz.digitaltenge.app.conversion;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import kz.digitaltenge.adapters.abs.emulator.CoreOperator;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.PlanChoice;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.role.CoreBankingPlan;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The emulated core banking system: its accounts, and faults by hand.
@Command(
    name = "core-banking",
    description = {
      "Show the accounts of the emulated core banking system of a running network.",
      "Options make it misbehave from now on, until it is told otherwise or starts again, or move",
      "money from elsewhere. They are carried out in the order in which they stand here."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt core-banking                    accounts and faults as they are",
      "  ./dt core-banking --lose 1           the next answer is lost, after the booking",
      "  ./dt core-banking --delay 8s         longer than the central bank waits",
      "  ./dt core-banking --closed 2m        nothing is booked for two minutes",
      "  ./dt core-banking --deposit 500 --bank HSBKKZKX",
      "  ./dt core-banking --of HSBKKZKX      a bank's own system, with its customers' accounts"
    })
public final class CoreBankingCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int COUNT_MAX = 1_000;

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      description = "Each answer comes so much later, such as 8s or 200ms; 0s for none.")
  private @Nullable String delay;

  @Option(
      names = "--lose",
      paramLabel = "N",
      description = "Decide the next N questions, and end the connection instead of answering.")
  private @Nullable Integer lose;

  @Option(names = "--double", paramLabel = "N", description = "Send the next N answers twice.")
  private @Nullable Integer twice;

  @Option(
      names = "--refuse",
      paramLabel = "N",
      description = "Refuse the next N new orders for good, as if there were no funds.")
  private @Nullable Integer refuse;

  @Option(
      names = "--closed",
      paramLabel = "TIME",
      description = "Book nothing for so long, such as 2m; 0s to open again.")
  private @Nullable String closed;

  @Option(
      names = "--deposit",
      paramLabel = "AMOUNT",
      description = "Money for the correspondent account of --bank from elsewhere.")
  private @Nullable String deposit;

  @Option(
      names = "--close-account",
      description = "Close the correspondent account of --bank for good.")
  private boolean close;

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      description = "Whose correspondent account; the bank by its identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--of",
      paramLabel = "BIC",
      description = {
        "Whose system it is about: that bank's own, by its identifier or three-digit code;",
        "the central bank's when left out."
      })
  private @Nullable String of;

  @Option(
      names = "--account",
      paramLabel = "IBAN",
      description = "A customer's account at the bank of --of, in the place of --bank.")
  private String customer = "";

  @Option(
      names = "--open",
      paramLabel = "IBAN",
      description = "Open an account for a customer at the bank of --of.")
  private @Nullable String open;

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    try (CoreOperator operator = operator(folder)) {
      String last = operator.status();
      if (open != null) {
        last = operator.open(TypedText.account("--open", open));
      }
      if (delay != null) {
        last = operator.delay(time("--delay", delay));
      }
      if (lose != null) {
        last = operator.loseNext(count("--lose", lose));
      }
      if (twice != null) {
        last = operator.doubleNext(count("--double", twice));
      }
      if (refuse != null) {
        last = operator.refuseNext(count("--refuse", refuse));
      }
      if (closed != null) {
        last = operator.closeFor(time("--closed", closed));
      }
      if (deposit != null) {
        last = operator.deposit(account(folder), TypedText.amount(deposit));
      }
      if (close) {
        last = operator.close(account(folder));
      }
      console.out().println(last);
      console.out().flush();
      return ExitCode.OK;
    }
  }

  private CoreOperator operator(DataFolder folder) {
    if (!folder.isInUse()) {
      throw Problem.of(ErrorCode.NETWORK_NOT_RUNNING, "path", folder).exception();
    }
    Path certificate = of == null ? folder.operator() : folder.operator(Banks.bank(of, folder));
    var sockets = new TlsSockets(TlsPlaces.load(certificate, folder));
    return new CoreOperator(new Caller(sockets, system(folder)));
  }

  private Caller.Place system(DataFolder folder) {
    NetworkPlan plan = PlanChoice.of(folder);
    if (of == null) {
      return new Caller.Place(
          Endpoint.parse(plan.coreBankingEndpoint()), CoreBankingPlan.NAME, TIMEOUT);
    }
    NodeId asked = Banks.bank(of, folder);
    return new Caller.Place(
        Endpoint.parse(plan.coreBankingEndpoint(asked)), CoreBankingPlan.name(asked), TIMEOUT);
  }

  private AccountId account(DataFolder folder) {
    if (of != null) {
      return TypedText.account("--account", customer);
    }
    NetworkParameters network = ParametersFolder.of(folder).chain().getLast().parameters();
    NodeId asked = Banks.bank(bank, network).node();
    return Objects.requireNonNull(CoreBankingPlan.accounts(network).correspondents().get(asked));
  }

  private static int count(String option, int count) {
    if (count < 0 || count > COUNT_MAX) {
      throw TypedText.malformed(option, count + " is not within 0 and " + COUNT_MAX);
    }
    return count;
  }

  private static Duration time(String option, String text) {
    return Times.parse(text)
        .orElseThrow(
            () ->
                TypedText.malformed(
                    option, "\"" + text + "\" is not a time such as 200ms, 8s, 2m"));
  }
}
