package kz.digitaltenge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.OfficerNumber;
import kz.digitaltenge.app.gateway.Caller;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.gateway.ApiFields;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.signed.BoundFields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Calls a gateway of the sandbox as a bank's program does, or the central bank's as an officer
/// does.
@Command(
    name = "api",
    description = {
      "Send one signed request to a gateway in a running sandbox, verify the answer's signature"
          + " and print its body.",
      "With --bank it asks that bank's, and signs and connects with the keys that the sandbox gave"
          + " the bank's programs, banks/BIC in the data folder.",
      "With --officer it asks the central bank's, and signs and connects with that officer's keys,"
          + " officers/officer-N/api.",
      "Exit status 0 when it was done, 3 when the outcome is not known yet, else 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt api GET /v1/accounts --bank HSBKKZKX",
      "  ./dt api GET /v1/accounts --bank HSBKKZKX --curl | sh",
      "  ./dt api POST /v1/accounts --bank HSBKKZKX --body"
          + " '{\"reference\":\"customer-1\",\"name\":\"Aigul\"}'",
      "  ./dt api POST /v1/payments --bank HSBKKZKX --key pay-1 --body-file payment.json",
      "  ./dt api POST /v1/standing-orders/rent-1/pause --bank HSBKKZKX --if-match"
          + " '\"9f86d081884c7d659a2feaa0c55ad015\"'",
      "  ./dt api GET /v1/operational-day --officer 1",
      "  ./dt api POST /v1/calendars/2027/days --officer 1 --body"
          + " '{\"date\":\"2027-05-17\",\"kind\":\"OFF\",\"title\":\"Holiday\"}'"
    })
public final class ApiCommand implements Callable<Integer> {
  private static final int ACCEPTED = 202;
  private static final int DONE_BELOW = 300;
  private static final int GATEWAY_TIMEOUT = 504;

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();

  @Parameters(index = "0", paramLabel = "METHOD", description = "GET or POST.")
  private String method = "";

  @Parameters(index = "1", paramLabel = "TARGET", description = "Path and query, from / on.")
  private String target = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Asked asked = new Asked();

  /// Whose gateway.
  private static final class Asked {
    @Option(
        names = "--bank",
        paramLabel = "BIC",
        description = "Whose gateway to ask; the bank by its identifier or three-digit code.")
    private @Nullable String bank;

    @Option(
        names = "--officer",
        paramLabel = "N",
        description = "Ask the central bank's gateway as this officer of it, by number.")
    private int officer;

    /// @param signing whose program asks a bank's gateway; the bank's own when there is none
    Caller caller(DataFolder folder, @Nullable String signing) {
      String named = bank;
      if (named == null) {
        if (signing != null) {
          throw TypedText.malformed("--as", "an officer signs with the officer's own key");
        }
        return Caller.officer(folder, Banks.centralBank(folder), OfficerNumber.name(officer));
      }
      NodeId node = Banks.bank(named, folder);
      return Caller.program(folder, node, signing == null ? node : Banks.bank(signing, folder));
    }
  }

  @Option(
      names = "--as",
      paramLabel = "BIC",
      description = "Whose keys to sign and connect with; the same bank's when left out.")
  private @Nullable String signing;

  @ArgGroup(exclusive = true)
  private Body body = new Body();

  /// What to send.
  private static final class Body {
    @Option(names = "--body", paramLabel = "JSON", description = "The body.")
    private @Nullable String text;

    @Option(names = "--body-file", paramLabel = "FILE", description = "Holds the body.")
    private @Nullable Path file;

    Optional<Bytes> bytes() {
      Path from = file;
      if (from != null) {
        try {
          return Optional.of(Bytes.of(Files.readAllBytes(from)));
        } catch (IOException e) {
          throw StorageProblems.of(from, e).exception(e);
        }
      }
      return Optional.ofNullable(text).map(given -> Bytes.of(given.getBytes(UTF_8)));
    }
  }

  @Option(names = "--key", paramLabel = "ID", description = "The idempotency key.")
  private String key = "";

  @Option(
      names = "--if-match",
      paramLabel = "ETAG",
      description = "Only when the resource still has the ETag that it was read with.")
  private String condition = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the answer's body there, when it was done; overwritten.")
  private @Nullable Path out;

  @Option(
      names = "--language",
      paramLabel = "en|ru|kk",
      description = "In which language to hear of problems.")
  private String language = "";

  @Option(
      names = "--traceparent",
      paramLabel = "VALUE",
      description = {
        "The name of the request in the logs of everybody who works for it (W3C Trace Context),",
        "such as 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01; each step is told when it"
            + " ends in 01."
      })
  private String traceParent = "";

  @Option(
      names = "--curl",
      description = {
        "Print the signed request as a curl command, and send nothing. It is good for five minutes,"
            + " and once; curl does not verify the answer's signature."
      })
  private boolean curl;

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Caller caller = asked.caller(folder, signing);
    Question question = question(caller.asked());
    if (curl) {
      String signature = caller.signer().sign(question.description(caller.asked().value()));
      String gateway = caller.gateway().url().toString();
      console.out().println(new CurlText(caller.own()).of(gateway, question, signature));
      console.out().flush();
      return ExitCode.OK;
    }
    try (HttpClient http = caller.http()) {
      ParticipantClient client = caller.client(http);
      return shown(client.ask(question), client);
    }
  }

  private int shown(Reply reply, ParticipantClient client) {
    Path file = out;
    if (file == null) {
      console.out().println(new String(reply.body().toArray(), UTF_8));
      console.out().flush();
    } else if (reply.isProved() && reply.status() < DONE_BELOW) {
      write(file, reply.body());
    }
    if (!reply.isProved()) {
      return console.show(
          Problem.of(
              ErrorCode.PEER_NOT_TRUSTED,
              "endpoint",
              client.gateway(),
              "peer",
              client.bank(),
              "reason",
              "its answer is not signed for this request"));
    }
    String tag = reply.tag().isEmpty() ? "" : ", ETag " + reply.tag();
    console.err().printf("%d, signed by %s%s%n", reply.status(), client.bank(), tag);
    console.err().flush();
    if (reply.status() == ACCEPTED || reply.status() == GATEWAY_TIMEOUT) {
      return ExitCode.UNKNOWN;
    }
    return reply.status() < DONE_BELOW ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void write(Path file, Bytes body) {
    try {
      Files.write(file, body.toArray());
    } catch (IOException e) {
      throw StorageProblems.of(file, e).exception(e);
    }
  }

  private Question question(NodeId asked) {
    if (!target.startsWith("/")) {
      throw TypedText.malformed("TARGET", "it is a path, such as /v1/accounts");
    }
    Optional<Bytes> bytes = body.bytes();
    // A field without a value is not sent.
    var more = Map.of("Accept-Language", language, ApiFields.TRACE_PARENT, traceParent);
    try {
      var fields = new BoundFields(bytes.isPresent() ? "application/json" : "", key, condition);
      var question =
          new Question(
              method.toUpperCase(Locale.ROOT), target, fields, bytes.orElseGet(Bytes::empty), more);
      var _ = question.description(asked.value());
      return question;
    } catch (IllegalArgumentException e) {
      throw TypedText.malformed(
          "METHOD, TARGET, --key or --if-match", String.valueOf(e.getMessage()));
    }
  }
}
