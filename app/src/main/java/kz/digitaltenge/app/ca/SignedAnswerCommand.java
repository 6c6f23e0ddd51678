package kz.digitaltenge.app.ca;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.signed.EvidenceExport;
import kz.digitaltenge.trust.signed.EvidenceJudge;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Sent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a request was answered with, as both were kept.
@Command(
    name = "answer",
    description = {
      "Find the answer to a request in files of the evidence log, and verify both: signatures,",
      "certificates and their status, that the answer is to this very request, that the files",
      "follow each other, and the time stamps in them.",
      "Nothing but the files and the root is looked at. Exit status 0 when each request that was",
      "found is proved and so is its answer, else 1."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ./dt signed answer 000000000000.signed --root root.crt --key salary-may",
      "  ./dt signed answer 000000000000.signed --root root.crt --position 17 --body answer.json"
    })
final class SignedAnswerCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final RootOption roots = new RootOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The oldest first.")
  private List<Path> files = List.of();

  @Option(names = "--position", paramLabel = "N", description = "Of the request.")
  private @Nullable Long position;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The request's Idempotency-Key; each request with it is shown.")
  private @Nullable String key;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = "Whether this is the body of the answer, of the last one with --key.")
  private @Nullable Path body;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Take the answer, the last one with --key, apart into files that openssl reads.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    SignedFiles judged = SignedFiles.judged(files, roots.roots());
    List<Finding> requests = requests(judged);
    Optional<String> gap = judged.gap();
    List<String> faults = judged.faults();
    boolean proved = gap.isEmpty() && faults.isEmpty();
    var rows = new ArrayList<Map<String, Object>>();
    for (Finding request : requests) {
      Optional<Sent> answer = judged.answerTo(request.position());
      var row = new LinkedHashMap<String, Object>();
      row.put("request", SignedFiles.row(request));
      answer.ifPresent(each -> row.put("answer", SignedFiles.row(each)));
      proved &= SignedFiles.isProved(request);
      proved &= answer.filter(each -> SignedFiles.isProved(each.finding())).isPresent();
      rows.add(row);
    }
    Optional<Finding> last = judged.answerTo(requests.getLast().position()).map(Sent::finding);
    Path given = body;
    boolean isBody =
        given == null
            || last.filter(each -> EvidenceJudge.isBodyOf(each, SignedFiles.bytes(given)))
                .isPresent();
    Path folder = out;
    if (folder != null) {
      last.filter(SignedFiles::isProved).ifPresent(each -> EvidenceExport.write(each, folder));
    }
    boolean isAll = proved && isBody;
    if (json.isWanted()) {
      Map<String, Object> shown =
          Json.object("proved", proved, "gap", gap.orElse(""), "faults", faults, "found", rows);
      if (given != null) {
        shown.put("bodyBelongs", isBody);
      }
      console.json(shown);
    } else {
      gap.ifPresent(console.out()::println);
      faults.forEach(console.out()::println);
      rows.forEach(this::print);
      if (given != null) {
        console.out().println(isBody ? "The body belongs." : "The body does not belong.");
      }
      console.out().println(proved ? "Proved." : "Not proved.");
      console.out().flush();
    }
    return isAll ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<Finding> requests(SignedFiles judged) {
    Long wanted = position;
    String named = key;
    if ((wanted == null) == (named == null)) {
      throw TypedText.malformed("--position", "say either --position or --key");
    }
    // Each request without a key would have it.
    if (named != null && named.isEmpty()) {
      throw TypedText.malformed("--key", "it is empty");
    }
    List<Finding> found =
        wanted == null
            ? judged.requests(String.valueOf(named))
            : judged.messages().stream().filter(each -> each.position() == wanted).toList();
    if (found.isEmpty()) {
      throw wanted == null
          ? TypedText.malformed("--key", "no request with this key is in the files")
          : TypedText.malformed("--position", "no request is at this position");
    }
    return found;
  }

  private void print(Map<String, Object> row) {
    row.forEach((name, value) -> console.out().printf("%s: %s%n", name, value));
    if (!row.containsKey("answer")) {
      console.out().println("answer: none is kept in these files");
    }
  }
}
