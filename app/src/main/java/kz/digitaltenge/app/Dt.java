package kz.digitaltenge.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import kz.digitaltenge.app.api.ApiCommand;
import kz.digitaltenge.app.audit.AuditCommand;
import kz.digitaltenge.app.bench.BenchCommand;
import kz.digitaltenge.app.bench.TrainCommand;
import kz.digitaltenge.app.block.BlockCommand;
import kz.digitaltenge.app.block.BlocksCommand;
import kz.digitaltenge.app.block.HaltCommand;
import kz.digitaltenge.app.block.ResumeCommand;
import kz.digitaltenge.app.block.UnblockCommand;
import kz.digitaltenge.app.ca.CaCommand;
import kz.digitaltenge.app.ca.SignedCommand;
import kz.digitaltenge.app.command.AccountCommand;
import kz.digitaltenge.app.command.ClockCommand;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.EvidenceCommand;
import kz.digitaltenge.app.command.Failures;
import kz.digitaltenge.app.command.LogFiles;
import kz.digitaltenge.app.command.PayCommand;
import kz.digitaltenge.app.command.PaymentCommand;
import kz.digitaltenge.app.command.RunCommand;
import kz.digitaltenge.app.command.SandboxCommand;
import kz.digitaltenge.app.command.StatusCommand;
import kz.digitaltenge.app.conversion.ApproveCommand;
import kz.digitaltenge.app.conversion.ConversionsCommand;
import kz.digitaltenge.app.conversion.CoreBankingCommand;
import kz.digitaltenge.app.conversion.IssueCommand;
import kz.digitaltenge.app.conversion.ReconcileCommand;
import kz.digitaltenge.app.conversion.RedeemCommand;
import kz.digitaltenge.app.conversion.RefuseCommand;
import kz.digitaltenge.app.day.DayCommand;
import kz.digitaltenge.app.demo.DemoCommand;
import kz.digitaltenge.app.fuzz.FuzzCommand;
import kz.digitaltenge.app.keys.KeysCommand;
import kz.digitaltenge.app.lab.LabCommand;
import kz.digitaltenge.app.log.LogCommand;
import kz.digitaltenge.app.register.RegisterCommand;
import kz.digitaltenge.app.resolution.ResolutionCommand;
import kz.digitaltenge.app.scenario.ScenariosCommand;
import kz.digitaltenge.app.simulate.SimulateCommand;
import kz.digitaltenge.app.supply.SupplyCommand;
import kz.digitaltenge.app.transfer.CustomersCommand;
import kz.digitaltenge.app.transfer.LimitsCommand;
import kz.digitaltenge.app.transfer.PaymentsCommand;
import kz.digitaltenge.app.transfer.RefundsCommand;
import kz.digitaltenge.app.transfer.RequestCommand;
import kz.digitaltenge.app.transfer.StandingCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/// The command line of the digital tenge.
@Command(
    name = "dt",
    description = "The digital tenge on one machine.",
    footer = {
      "",
      "./dt test builds everything and runs all checks and tests.",
      "",
      "Exit status: 0 all is well; 1 refused or failed; 2 the command line is not understood;",
      "3 the outcome is not known yet: repeat the same command, nothing is done twice."
    },
    subcommands = {
      SandboxCommand.class,
      StatusCommand.class,
      IssueCommand.class,
      AccountCommand.class,
      PayCommand.class,
      PaymentCommand.class,
      RedeemCommand.class,
      ApproveCommand.class,
      RefuseCommand.class,
      ConversionsCommand.class,
      ReconcileCommand.class,
      CoreBankingCommand.class,
      DemoCommand.class,
      ScenariosCommand.class,
      AuditCommand.class,
      BlockCommand.class,
      UnblockCommand.class,
      BlocksCommand.class,
      HaltCommand.class,
      ResumeCommand.class,
      ResolutionCommand.class,
      DayCommand.class,
      ClockCommand.class,
      SupplyCommand.class,
      LogCommand.class,
      EvidenceCommand.class,
      ApiCommand.class,
      RegisterCommand.class,
      StandingCommand.class,
      PaymentsCommand.class,
      RefundsCommand.class,
      CustomersCommand.class,
      LimitsCommand.class,
      RequestCommand.class,
      FuzzCommand.class,
      CaCommand.class,
      KeysCommand.class,
      SignedCommand.class,
      BenchCommand.class,
      TrainCommand.class,
      SimulateCommand.class,
      LabCommand.class,
      RunCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Dt implements Runnable {
  private static final int HELP_WIDTH = 110;

  @Mixin private final Console console = new Console();

  private Dt() {}

  public static void main(String[] args) {
    LogFiles.silence();
    System.exit(run(args, utf8(System.out), utf8(System.err)));
  }

  static int run(String[] args, PrintWriter out, PrintWriter err) {
    var failures = new Failures();
    return new CommandLine(new Dt())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(console.command(), "A command is missing.");
  }

  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
