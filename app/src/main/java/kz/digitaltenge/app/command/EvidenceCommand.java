package kz.digitaltenge.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Evidence of misbehaviour: what the nodes, members of the notary and the observer of this machine
/// keep, and whether a file proves it.
@Command(
    name = "evidence",
    description =
        "Show, hand out and check evidence that a bank or a member of the notary misbehaved.",
    subcommands = {
      EvidenceCommand.ListKept.class,
      EvidenceCommand.Export.class,
      EvidenceCommand.Verify.class
    })
public final class EvidenceCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(), "Say what to do: list, export NAME FILE, or verify FILE.");
  }

  /// Lists what the nodes of a data folder keep.
  @Command(
      name = "list",
      description = "List the evidence that nodes, members of the notary and dt log observe keep.",
      footerHeading = "%nExample:%n",
      footer = "  ./dt evidence list")
  static final class ListKept implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Override
    public Integer call() {
      SignatureVerifier verifier = Cryptography.fastest().signatures();
      var rows = new ArrayList<Map<String, Object>>();
      for (Path path : data.folder().evidence()) {
        rows.add(row(path, verifier));
      }
      if (rows.isEmpty() && new ParametersFolder(data.folder().parameters()).isEmpty()) {
        throw Problem.of(ErrorCode.NETWORK_MISSING, "path", data.folder()).exception();
      }
      if (json.isWanted()) {
        console.json(Json.object("evidence", rows));
      } else {
        print(console.out(), rows);
      }
      return ExitCode.OK;
    }

    private static Map<String, Object> row(Path path, SignatureVerifier verifier) {
      String name = String.valueOf(path.getFileName());
      try {
        EvidenceFile file = read(path);
        var row = new LinkedHashMap<String, Object>();
        row.put("name", name);
        row.put("keeper", file.keeper());
        row.put("foundAt", file.foundAt().toString());
        row.putAll(judgement(file.judge(verifier)));
        return row;
      } catch (PlatformException e) {
        return Json.object("name", name, "proved", false, "why", e.problem().whatHappened());
      }
    }

    private static void print(PrintWriter out, List<Map<String, Object>> rows) {
      if (rows.isEmpty()) {
        out.println("No evidence is kept here.");
      }
      for (Map<String, Object> row : rows) {
        boolean proved = Boolean.TRUE.equals(row.get("proved"));
        out.println(row.get("name"));
        out.printf(
            "  %s%n",
            proved
                ? "%s %s: %s"
                    .formatted(
                        row.getOrDefault("node", row.get("member")),
                        row.get("breach"),
                        row.get("what"))
                : "proves nothing: " + row.get("why"));
        if (row.containsKey("keeper")) {
          out.printf("  found by %s at %s%n", row.get("keeper"), row.get("foundAt"));
        }
      }
      out.flush();
    }
  }

  /// Copies one out of a data folder.
  @Command(
      name = "export",
      description = "Copy evidence out of a data folder, to hand it to somebody.",
      footerHeading = "%nExample:%n",
      footer = "  ./dt evidence export EURIKZKA-30e7fbe8994b41d9.evidence case.evidence")
  static final class Export implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "As list shows it.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "A file that does not exist yet.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
      Path kept =
          data.folder().evidence().stream()
              .filter(path -> path.endsWith(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      TypedText.malformed(
                          "NAME", "nobody in " + data.folder() + " keeps evidence of that name"));
      var _ = read(kept);
      try {
        Files.copy(kept, file);
      } catch (IOException e) {
        throw Problem.of(
                ErrorCode.STORAGE_FAILED,
                "path",
                file,
                "reason",
                Files.exists(file) ? "it exists already" : String.valueOf(e.getMessage()))
            .exception(e);
      }
      console.out().printf("%s is ready to be handed out; ./dt evidence verify checks it.%n", file);
      console.out().flush();
      return ExitCode.OK;
    }
  }

  /// Judges a file, wherever it comes from.
  @Command(
      name = "verify",
      description = {
        "Check evidence offline: whose word it is, which rule it breaks, and whether it is proved.",
        "Nothing but the file is looked at. Exit status 0 when it is proved, 1 when it is not."
      },
      footerHeading = "%nExample:%n",
      footer = "  ./dt evidence verify case.evidence --network-id 5ebd50c0...")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(paramLabel = "FILE", description = "An evidence file.")
    private Path file = Path.of("");

    @Option(
        names = "--network-id",
        paramLabel = "HEX",
        description =
            "The network that it must be of, 64 digits; without it compare the one that is shown.")
    private @Nullable String networkId;

    @Override
    public Integer call() {
      Hash expected = networkId == null ? null : OfflineProof.networkId(networkId);
      EvidenceFile evidence = read(file);
      Judgement judgement =
          evidence.judge(
              expected == null ? evidence.networkId() : expected,
              Cryptography.fastest().signatures());
      if (json.isWanted()) {
        var answer = new LinkedHashMap<>(judgement(judgement));
        answer.put("networkId", evidence.networkId().hex());
        console.json(answer);
      } else {
        print(evidence, judgement, expected != null);
      }
      return judgement.isProved() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(EvidenceFile evidence, Judgement judgement, boolean networkIsKnown) {
      PrintWriter out = console.out();
      switch (judgement) {
        case Judgement.Proved proved -> {
          out.printf("Proved: %s %s: %s.%n", proved.culprit(), proved.breach(), proved.what());
          out.printf("Network %s", evidence.networkId().hex());
          out.println(networkIsKnown ? "." : ", as the file itself says: compare it with yours.");
        }
        case Judgement.NotProved not ->
            out.printf("Not proved: %s (%s).%n", not.why(), not.doubt());
      }
      out.flush();
    }
  }

  private static Map<String, Object> judgement(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Proved proved ->
          Json.object(
              "proved",
              true,
              kind(proved.culprit()),
              proved.culprit().name(),
              "breach",
              proved.breach().name(),
              "what",
              proved.what());
      case Judgement.NotProved not ->
          Json.object("proved", false, "doubt", not.doubt().name(), "why", not.why());
    };
  }

  /// Under which name a program finds whom evidence names.
  private static String kind(Culprit culprit) {
    return switch (culprit) {
      case Culprit.Node _ -> "node";
      case Culprit.Member _ -> "member";
    };
  }

  private static EvidenceFile read(Path path) {
    return OfflineProof.read(
        path, "evidence file", EvidenceFile.SIZE_BYTES_MAX, EvidenceFile::decode);
  }
}
