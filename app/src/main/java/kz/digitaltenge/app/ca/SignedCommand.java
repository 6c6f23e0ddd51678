package kz.digitaltenge.app.ca;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.signed.EvidenceExport;
import kz.digitaltenge.trust.signed.EvidenceJudge;
import kz.digitaltenge.trust.signed.EvidenceReport;
import kz.digitaltenge.trust.signed.EvidenceReport.About;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import kz.digitaltenge.trust.signed.EvidenceReport.Sent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Messages that participants signed, what the platform signed for them, both as they were kept.
@Command(
    name = "signed",
    description = "Verify messages that participants and the platform signed, as they were kept.",
    subcommands = {SignedCommand.Verify.class, SignedAnswerCommand.class})
public final class SignedCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(), "Say what to do: verify FILE..., answer FILE...");
  }

  /// Judges files of the evidence log.
  @Command(
      name = "verify",
      description = {
        "Verify files of the evidence log: the chain of hashes, and of each message its signature,",
        "certificates and the answers about their status, as they were when it was accepted or",
        "sent, that each answer is to the request it is kept with, and the time stamps under them.",
        "Nothing but the files and the root is looked at. Exit status 0 when all is proved, else 1."
      },
      footerHeading = "%nExample:%n",
      footer = {
        "  ./dt signed verify 000000000000.signed --root root.crt",
        "  ./dt signed verify 000000000000.signed --root root.crt --position 17 --body payment.json"
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final RootOption roots = new RootOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The oldest first.")
    private List<Path> files = List.of();

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
      SignedFiles judged = SignedFiles.judged(files, roots.roots());
      List<EvidenceReport> reports = judged.reports();
      Optional<String> gap = judged.gap();
      Long wanted = position;
      if (wanted != null) {
        return one(judged, wanted);
      }
      if (body != null || out != null) {
        throw TypedText.malformed("--position", "--body and --out are about one message");
      }
      boolean proved = gap.isEmpty() && reports.stream().allMatch(EvidenceReport::isProved);
      List<String> faults = judged.faults();
      List<Finding> messages = judged.messages();
      List<Sent> sent = judged.sent();
      if (json.isWanted()) {
        console.json(
            Json.object(
                "proved", proved,
                "gap", gap.orElse(""),
                "faults", faults,
                "start", reports.getFirst().start().link().hex(),
                "end", reports.getLast().end().link().hex(),
                "messages", messages.stream().map(SignedFiles::row).toList(),
                "sent", sent.stream().map(SignedFiles::row).toList()));
      } else {
        gap.ifPresent(console.out()::println);
        faults.forEach(console.out()::println);
        print(console.out(), proved, messages, sent);
      }
      return proved ? ExitCode.OK : ExitCode.FAILED;
    }

    private int one(SignedFiles judged, long wanted) {
      Finding message =
          judged
              .at(wanted)
              .orElseThrow(
                  () -> TypedText.malformed("--position", "no message is at this position"));
      boolean proved = message.judgement() instanceof Judgement.Proved;
      Path given = body;
      boolean isBody = given == null || EvidenceJudge.isBodyOf(message, SignedFiles.bytes(given));
      if (out != null && proved) {
        EvidenceExport.write(message, out);
      }
      Map<String, Object> row = judged.rowAt(wanted);
      judged
          .answerTo(wanted)
          .ifPresent(answer -> row.put("answeredAt", answer.finding().position()));
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

    private static void print(
        PrintWriter to, boolean proved, List<Finding> messages, List<Sent> sent) {
      Stream.concat(messages.stream(), sent.stream().map(Sent::finding))
          .forEach(
              each -> {
                if (each.judgement() instanceof Judgement.NotProved(String why)) {
                  to.printf("Not proved: the message at %d: %s.%n", each.position(), why);
                }
              });
      long stamped =
          Stream.concat(messages.stream(), sent.stream().map(Sent::finding))
              .filter(each -> each.stamp().isPresent())
              .count();
      long answers = sent.stream().filter(each -> each.about() instanceof About.Request).count();
      to.printf(
          "%s: %d messages, %d answers, %d notifications, %d of them under a time stamp.%n",
          proved ? "Proved" : "Not proved",
          messages.size(),
          answers,
          sent.size() - answers,
          stamped);
      to.flush();
    }
  }
}
