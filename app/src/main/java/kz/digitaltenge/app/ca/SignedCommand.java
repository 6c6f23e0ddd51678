package kz.digitaltenge.app.ca;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.signed.EvidenceExport;
import kz.digitaltenge.trust.signed.EvidenceJudge;
import kz.digitaltenge.trust.signed.EvidenceReport;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Messages that participants signed and the platform kept.
@Command(
    name = "signed",
    description = "Verify messages that participants signed and the platform kept.",
    subcommands = SignedCommand.Verify.class)
public final class SignedCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(console.command(), "Say what to do: verify FILE...");
  }

  /// Judges files of the evidence log.
  @Command(
      name = "verify",
      description = {
        "Verify files of the evidence log: the chain of hashes, and of each message its signature,",
        "certificates and the answers about their status, as they were when it was accepted, and",
        "the time stamps under them.",
        "Nothing but the files and the root is looked at. Exit status 0 when all is proved, else 1."
      },
      footerHeading = "%nExample:%n",
      footer = {
        "  ./dt signed verify 000000000000.signed --root root.crt",
        "  ./dt signed verify 000000000000.signed --root root.crt --position 17 --body payment.json"
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The oldest first.")
    private List<Path> files = List.of();

    @Option(
        names = "--root",
        paramLabel = "FILE",
        description = "The trusted root, PEM; that of the data folder's authority when left out.")
    private @Nullable Path root;

    @Option(names = "--position", paramLabel = "N", description = "Show this message only.")
    private @Nullable Long position;

    @Option(
        names = "--body",
        paramLabel = "FILE",
        description = "Whether this is the body of the message at --position.")
    private @Nullable Path body;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Take the message at --position apart into files that openssl reads.")
    private @Nullable Path out;

    @Override
    public Integer call() {
      Set<Hash> roots = roots();
      List<EvidenceReport> reports =
          files.stream().map(file -> EvidenceJudge.judge(file, roots)).toList();
      Optional<String> gap = gap(reports);
      Long wanted = position;
      if (wanted != null) {
        return one(reports, wanted);
      }
      if (body != null || out != null) {
        throw TypedText.malformed("--position", "--body and --out are about one message");
      }
      boolean proved = gap.isEmpty() && reports.stream().allMatch(EvidenceReport::isProved);
      List<String> faults = reports.stream().flatMap(report -> report.faults().stream()).toList();
      List<Finding> messages =
          reports.stream().flatMap(report -> report.messages().stream()).toList();
      if (json.isWanted()) {
        console.json(
            Json.object(
                "proved", proved,
                "gap", gap.orElse(""),
                "faults", faults,
                "start", reports.getFirst().start().link().hex(),
                "end", reports.getLast().end().link().hex(),
                "messages", messages.stream().map(Verify::row).toList()));
      } else {
        gap.ifPresent(console.out()::println);
        faults.forEach(console.out()::println);
        print(console.out(), proved, messages);
      }
      return proved ? ExitCode.OK : ExitCode.FAILED;
    }

    private int one(List<EvidenceReport> reports, long wanted) {
      Finding message =
          reports.stream()
              .flatMap(report -> report.messages().stream())
              .filter(each -> each.position() == wanted)
              .findFirst()
              .orElseThrow(
                  () -> TypedText.malformed("--position", "no message is at this position"));
      boolean proved = message.judgement() instanceof Judgement.Proved;
      Path given = body;
      boolean isBody = given == null || EvidenceJudge.isBodyOf(message, bytes(given));
      if (out != null && proved) {
        EvidenceExport.write(message, out);
      }
      Map<String, Object> row = row(message);
      if (given != null) {
        row.put("bodyBelongs", isBody);
      }
      if (json.isWanted()) {
        console.json(row);
      } else {
        row.forEach((name, value) -> console.out().printf("%s: %s%n", name, value));
        console.out().flush();
      }
      return proved && isBody ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void print(PrintWriter to, boolean proved, List<Finding> messages) {
      for (Finding each : messages) {
        if (each.judgement() instanceof Judgement.NotProved(String why)) {
          to.printf("Not proved: the message at %d: %s.%n", each.position(), why);
        }
      }
      long stamped = messages.stream().filter(each -> each.stamp().isPresent()).count();
      to.printf(
          "%s: %d messages, %d of them under a time stamp.%n",
          proved ? "Proved" : "Not proved", messages.size(), stamped);
      to.flush();
    }

    private static Map<String, Object> row(Finding message) {
      var row = new LinkedHashMap<String, Object>();
      row.put("position", message.position());
      row.put("acceptedAt", message.at().toString());
      switch (message.judgement()) {
        case Judgement.Proved proved -> {
          row.put("proved", true);
          row.put("signer", proved.chain().getFirst().getSubjectX500Principal().getName());
        }
        case Judgement.NotProved(String why) -> {
          row.put("proved", false);
          row.put("why", why);
        }
      }
      message.stamp().ifPresent(stamp -> row.put("stampedAt", stamp.at().toString()));
      row.put("message", new String(message.description().toArray(), StandardCharsets.UTF_8));
      row.put("signature", message.signature());
      return row;
    }

    /// Files that follow each other leave nothing out.
    private Optional<String> gap(List<EvidenceReport> reports) {
      for (int i = 1; i < reports.size(); i++) {
        if (!reports.get(i).start().equals(reports.get(i - 1).end())) {
          return Optional.of("%s does not follow %s.".formatted(files.get(i), files.get(i - 1)));
        }
      }
      return Optional.empty();
    }

    private Set<Hash> roots() {
      Path file = root;
      if (file != null) {
        return ParticipantKeys.readCertificates(file).stream()
            .map(IssuedCertificate::thumbprint)
            .collect(Collectors.toSet());
      }
      try (var authority = CaFolder.open(data.folder())) {
        return Set.of(IssuedCertificate.thumbprint(authority.root()));
      }
    }

    private static byte[] bytes(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw StorageProblems.of(file, e).exception(e);
      }
    }
  }
}
