package kz.digitaltenge.app.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.FolderAccuser;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The notary's log as a file that anybody can verify.
@Command(
    name = "log",
    description = {
      "Export the notary's log, verify an export with nothing but the file, or follow a running",
      "notary and hold what its members show against what the decisions lead to."
    },
    subcommands = {LogCommand.Export.class, LogCommand.Verify.class, LogCommand.Observe.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt log export --out log.dt              from the network, running or stopped",
      "  ./dt log verify log.dt                    here, or on another machine",
      "  ./dt log verify log.dt --network 4f1c...  and refuse another network's",
      "  ./dt log verify log.dt --since old.dt     and prove that it continues an earlier export",
      "  ./dt log observe                          until something differs"
    })
public final class LogCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(console.command(), "Say what to do: export, verify or observe.");
  }

  /// Writes the log of a network.
  @Command(
      name = "export",
      description = {
        "Write the notary's log into a file, up to its newest signed head: from the running"
            + " members,",
        "or from their folders when the network does not run.",
        "It tells which bank dealt with which and when, no amounts and no owners."
      })
  static final class Export implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "Where to write it.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
      LogExport.Report report;
      try {
        report = data.folder().isInUse() ? running() : stopped();
      } catch (IOException e) {
        throw StorageProblems.of(file, e).exception(e);
      }
      if (json.isWanted()) {
        console.json(
            Json.object(
                "file", file.toString(), "leaves", report.leaves(), "heads", report.heads()));
      } else {
        console
            .out()
            .printf("%s and %s in %s%n", leaves(report.leaves()), heads(report.heads()), file);
      }
      return ExitCode.OK;
    }

    private LogExport.Report running() throws IOException {
      try (LogSource source = LogSource.of(data.folder())) {
        return new LogExport(source).to(file);
      }
    }

    private LogExport.Report stopped() throws IOException {
      try (Machine machine = Machine.here();
          StoppedLog source = StoppedLog.open(data.folder(), machine, this::say)) {
        return new LogExport(source).to(file);
      }
    }

    private void say(String what) {
      if (!json.isWanted()) {
        console.err().println(what + " ...");
        console.err().flush();
      }
    }
  }

  /// Follows the running network.
  @Command(
      name = "observe",
      description = {
        "Follow the running notary: play every decision again, and compare tree and live set with",
        "each member's signed head and live set. It ends with status 1 when something differs, and",
        "names the members that do not answer; with --once: status 4 when some do not, 1 when"
            + " none does. What proves to others that a member lied is kept: ./dt evidence list."
      })
  static final class Observe implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();

    @Option(names = "--once", description = "Look once, and end.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
      try (LogSource source = LogSource.of(data.folder())) {
        SignatureVerifier verifier = Cryptography.fastest().signatures();
        FolderAccuser kept =
            FolderAccuser.open(
                DataFolder.evidence(data.folder().observer()),
                DataFolder.OBSERVER,
                source.chain(),
                verifier,
                InstantSource.system());
        var observer = new Observer(source, verifier, kept);
        Observer.Look look = observer.look();
        tell(look);
        tellSilences(Map.of(), look.silent());
        while (!once && look.alarm().isEmpty()) {
          Thread.sleep(PAUSE);
          Observer.Look next = observer.look();
          if (next.leaves() != look.leaves() || next.alarm().isPresent() || look.isOfNobody()) {
            tell(next);
          }
          if (next.alarm().isEmpty()) {
            tellSilences(look.silent(), next.silent());
          }
          look = next;
        }
        return status(look);
      }
    }

    private static int status(Observer.Look look) {
      if (look.isOfNobody()) {
        throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "nothing was compared")
            .exception();
      }
      if (look.alarm().isPresent()) {
        return ExitCode.FAILED;
      }
      return look.silent().isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private void tell(Observer.Look look) {
      if (look.alarm().isPresent()) {
        console.err().printf("ALARM: %s.%n", look.alarm().get());
        console.err().flush();
      } else if (!look.isOfNobody()) {
        console
            .out()
            .printf(
                "%d decisions, %d live references; %d heads and live sets of members agree%n",
                look.leaves(), look.live(), look.agreeing());
        console.out().flush();
      }
    }

    /// Says once what is no longer answered, and what is again.
    private void tellSilences(
        Map<String, Observer.Silence> before, Map<String, Observer.Silence> now) {
      var members = new TreeSet<>(before.keySet());
      members.addAll(now.keySet());
      for (String member : members) {
        Observer.Silence silence = now.get(member);
        if (silence == null) {
          console.err().printf("%s answers again.%n", member);
        } else if (silence != before.get(member)) {
          console.err().printf("%s.%n", silence.of(member));
        }
      }
      console.err().flush();
    }
  }

  /// Verifies an export.
  @Command(
      name = "verify",
      description = {
        "Verify an export of a notary's log. It needs no network and no data folder.",
        "The exit status is 1 when something does not hold, and the sentence names the place."
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "FILE", description = "The export.")
    private Path file = Path.of("");

    @Option(
        names = "--network",
        paramLabel = "HASH",
        description = "The network that it must be of: the hash of its first parameters.")
    private @Nullable String network;

    @Option(
        names = "--since",
        paramLabel = "EARLIER",
        description = {
          "An export of before, which is verified first: nothing may have been done to the log",
          "since then but to append to it."
        })
    private @Nullable Path since;

    @Override
    public Integer call() {
      SignatureVerifier verifier = Cryptography.fastest().signatures();
      var check = new LogCheck(network(), verifier);
      Path old = since;
      if (old != null) {
        LogCheck.Report before = check(check, old);
        Optional<LogCheck.Earlier> earlier = LogCheck.Earlier.of(before);
        if (earlier.isEmpty()) {
          return told(old, before);
        }
        check = LogCheck.since(earlier.get(), verifier);
      }
      LogCheck.Report report = check(check, file);
      int status = told(file, report);
      if (old != null && status == ExitCode.OK && !json.isWanted()) {
        console.out().printf("It continues %s.%n", old);
        console.out().flush();
      }
      return status;
    }

    private static LogCheck.Report check(LogCheck check, Path file) {
      try {
        return check.of(file);
      } catch (IOException e) {
        throw StorageProblems.of(file, e).exception(e);
      }
    }

    private int told(Path checked, LogCheck.Report report) {
      if (json.isWanted()) {
        console.json(json(checked, report));
      } else if (report.fault().isPresent()) {
        console.err().printf("%s: %s.%n", checked, report.fault().get());
        console.err().flush();
      } else {
        console
            .out()
            .printf(
                "Network %s%n%s, %d as hashes only, under %s; all hold.%nRoot %s at log time %s%n",
                report.network().map(Hash::hex).orElse(""),
                leaves(report.leaves()),
                report.forgotten(),
                heads(report.heads()),
                report.root().hex(),
                report.logTime());
      }
      return report.fault().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Optional<Hash> network() {
      if (network == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(Hash.fromHex(network));
      } catch (IllegalArgumentException _) {
        throw TypedText.malformed("--network", network + " is no hash");
      }
    }

    private Map<String, Object> json(Path checked, LogCheck.Report report) {
      return Json.object(
          "file", checked.toString(),
          "ok", report.fault().isEmpty(),
          "network", report.network().map(Hash::hex).orElse(""),
          "epochs", report.epochs(),
          "leaves", report.leaves(),
          "forgotten", report.forgotten(),
          "heads", report.heads(),
          "root", report.root().hex(),
          "logTime", report.logTime().toString(),
          "since", since == null ? "" : since.toString(),
          "fault", report.fault().orElse(""));
    }
  }

  static String leaves(long count) {
    return count == 1 ? "1 leaf" : count + " leaves";
  }

  private static String heads(long count) {
    return count == 1 ? "1 signed head" : count + " signed heads";
  }
}
