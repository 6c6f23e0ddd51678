package kz.digitaltenge.app.command;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.CoreBankingPlan;
import kz.digitaltenge.app.role.CoreBankingRole;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.app.sandbox.MovedClock;
import kz.digitaltenge.centralbank.day.OfficialDays;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the emulator of the core banking system.
@Command(
    name = "core-banking",
    description = {
      "Run the emulator of the central bank's core banking system, open around the clock unless",
      "--hours says otherwise. For a sandbox that was started with --core-banking-apart, too.",
      "With --bank, the emulator of a bank's own, which customers' conversions go through."
    })
final class RunCoreBankingCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final LogOption log = new LogOption();
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--hours",
      paramLabel = "FROM-TO",
      description =
          "When it books on working days of the official calendar, in Astana: 09:00-18:00.")
  private @Nullable String hours;

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      description = {
        "Whose system, the bank by its identifier or three-digit code;",
        "the central bank's when left out. A bank's knows no hours."
      })
  private @Nullable String bank;

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    return bank == null ? ofCentralBank(folder) : ofBank(folder, bank);
  }

  private int ofBank(DataFolder folder, String name) {
    if (hours != null) {
      throw TypedText.malformed("--hours", "a bank's system is open at any hour");
    }
    Participant place = Banks.bank(name, RoleFiles.chain(folder).getLast().parameters());
    return Foreground.run(
        console,
        log,
        folder,
        folder.coreBanking(place.node()),
        CoreBankingPlan.name(place.node()),
        (parts, machine) -> {
          var setting =
              new CoreBankingRole.Setting(
                  new RoleFiles(folder, machine).coreBanking(place.node()),
                  folder.coreBanking(place.node()),
                  Endpoint.parse(PlanChoice.of(folder).coreBankingEndpoint(place.node())));
          var _ = parts.start(() -> CoreBankingRole.start(setting, place, machine));
          return new CompletableFuture<>();
        });
  }

  private int ofCentralBank(DataFolder folder) {
    OperatingHours open = hours == null ? aroundTheClock() : weekdays(hours);
    return Foreground.run(
        console,
        log,
        folder,
        folder.coreBanking(),
        CoreBankingPlan.NAME,
        (parts, machine) -> {
          var setting =
              new CoreBankingRole.Setting(
                  new RoleFiles(folder, machine).coreBanking(),
                  folder.coreBanking(),
                  Endpoint.parse(PlanChoice.of(folder).coreBankingEndpoint()));
          CoreAccounts accounts =
              CoreBankingPlan.accounts(RoleFiles.chain(folder).getLast().parameters());
          // A sandbox without its own books by the same time.
          Machine moved =
              MovedClock.aheadOf(folder.clock()).isPresent()
                  ? machine.withBusinessAt(MovedClock.open(folder.clock(), machine.clock()))
                  : machine;
          var _ = parts.start(() -> CoreBankingRole.start(setting, accounts, open, moved));
          return new CompletableFuture<>();
        });
  }

  private static OperatingHours aroundTheClock() {
    return OperatingHours.aroundTheClock(CoreBankingPlan.ZONE);
  }

  private static OperatingHours weekdays(String text) {
    String[] times = text.split("-", -1);
    try {
      if (times.length == 2) {
        return new OperatingHours(
            CoreBankingPlan.ZONE,
            LocalTime.parse(times[0]),
            LocalTime.parse(times[1]),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            OfficialDays.read().byYear());
      }
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw TypedText.malformed("--hours", text + " (" + e.getMessage() + ")");
    }
    throw TypedText.malformed("--hours", "\"" + text + "\" is not like 09:00-18:00");
  }
}
