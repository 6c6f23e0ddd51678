package kz.digitaltenge.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.AccountLine;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.platform.RemotePlatform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Accounts: open them, list them, look into them.
@Command(
    name = "account",
    description = "Open accounts, list them, look at balances and histories.",
    subcommands = {
      AccountCommand.Open.class,
      AccountCommand.ListAll.class,
      BalanceCommand.class,
      HistoryCommand.class
    })
public final class AccountCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(), "Say what to do: open, list, balance or history.");
  }

  /// Opens an account.
  @Command(
      name = "open",
      description = {
        "Open a customer's account at a bank.",
        "The same reference and name again give the same account."
      },
      footerHeading = "%nExample:%n",
      footer = "  ./dt account open --bank HSBKKZKX --name \"Aigul\" --reference customer-17")
  static final class Open implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--bank",
        paramLabel = "BIC",
        required = true,
        description = "The bank, by its identifier or three-digit code.")
    private String bank = "";

    @Option(
        names = "--name",
        paramLabel = "NAME",
        required = true,
        description = "What payers may see.")
    private String name = "";

    @Option(
        names = "--reference",
        paramLabel = "TEXT",
        description = "The customer as the bank knows it; a new one when left out.")
    private String reference = FreshName.of("customer");

    @Option(
        names = "--number",
        paramLabel = "ACCOUNT",
        description = "The account's number; the bank's next when left out.")
    private String number = "";

    @Override
    public Integer call() {
      try (Platform platform = RemotePlatform.running(data.folder())) {
        Member at = Banks.named(bank, platform);
        AccountLine account =
            platform.node(at.node()).openAccount(new OpenAccount(reference, name, number));
        if (json.isWanted()) {
          console.json(object(account, at));
        } else {
          console
              .out()
              .printf(
                  "Opened %s for %s at %s; reference %s.%n",
                  account.number(), account.name(), at.name(), account.reference());
        }
        return ExitCode.OK;
      }
    }
  }

  /// Lists accounts.
  @Command(name = "list", description = "List the accounts of one bank or of all.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--bank",
        paramLabel = "BIC",
        description = "The bank, by its identifier or three-digit code; all when left out.")
    private @Nullable String bank;

    @Override
    public Integer call() {
      try (Platform platform = RemotePlatform.running(data.folder())) {
        List<Member> members =
            bank == null ? platform.members() : List.of(Banks.named(bank, platform));
        if (json.isWanted()) {
          var accounts = new ArrayList<Map<String, Object>>();
          for (Member at : members) {
            platform.node(at.node()).accounts(account -> accounts.add(object(account, at)));
          }
          console.json(Json.object("accounts", accounts));
        } else {
          members.forEach(at -> platform.node(at.node()).accounts(this::print));
        }
        return ExitCode.OK;
      }
    }

    private void print(AccountLine account) {
      console
          .out()
          .printf("%s  %-24s  %s%n", account.number(), account.reference(), account.name());
    }
  }

  private static Map<String, Object> object(AccountLine account, Member at) {
    return Json.object(
        "number",
        account.number(),
        "bank",
        at.node().value(),
        "reference",
        account.reference(),
        "name",
        account.name(),
        "openedAt",
        account.openedAt().toString());
  }
}
