package kz.digitaltenge.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.OfficerNumber;
import kz.digitaltenge.app.gateway.Caller;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Sends a running sandbox what no program should.
@Command(
    name = "fuzz",
    description = {
      "Send a gateway of a running sandbox wild requests out of one seed: three of four signed with"
          + " the key of the bank's programs, the others hardly HTTP.",
      "No answer may be a fault of the gateway, show the inside of the machine, lack the gateway's"
          + " signature, or fail to come.",
      "It pays, opens accounts and makes webhooks in that sandbox; with --officer it closes days"
          + " and edits calendars. Exit status 0 when nothing was"
          + " found, else 1."
    })
public final class FuzzCommand implements Callable<Integer> {
  private static final Pattern NUMBER = Pattern.compile("\"number\":\"([^\"]+)\"");
  private static final Pattern WEBHOOK = Pattern.compile("\"id\":\"([0-9a-f]{16})\"");
  private static final int REQUESTS_A_LINE = 1_000;

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      defaultValue = "HSBKKZKX",
      description = {
        "Whose gateway to ask, the bank by its identifier or three-digit code;",
        "${DEFAULT-VALUE} when left out."
      })
  private String bank = "";

  @Option(
      names = "--officer",
      paramLabel = "N",
      description = "Ask the central bank's gateway instead, as this officer of it, by number.")
  private int officer;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Where chance begins; ${DEFAULT-VALUE} when left out.")
  private long seed;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many to send; ${DEFAULT-VALUE} when left out.")
  private int requests;

  @Option(names = "--json", description = "Print a result for programs.")
  private boolean json;

  /// What `--json` prints.
  private record Result(
      long seed, int requests, Map<String, Integer> answers, List<Fuzzer.Finding> findings) {}

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Caller caller = caller(folder);
    try (HttpClient http = caller.http()) {
      ParticipantClient client = caller.client(http);
      var raw = new RawCall(caller.tls(), caller.gateway().url());
      Fuzzer fuzzer = fuzz(client, raw);
      tidy(client);
      return shown(fuzzer);
    }
  }

  private Caller caller(DataFolder folder) {
    if (officer != 0) {
      return Caller.officer(folder, Banks.centralBank(folder), OfficerNumber.name(officer));
    }
    NodeId asked = Banks.bank(bank, folder);
    return Caller.program(folder, asked, asked);
  }

  private Fuzzer fuzz(ParticipantClient client, RawCall raw) {
    List<String> real = new ArrayList<>(List.of("fuzz-1", "fuzz-2", "2023", "2026-01-05"));
    real.addAll(found(client, "/v1/accounts?limit=20", NUMBER));
    WildInterface asked = officer == 0 ? WildInterface.ofBank() : WildInterface.ofCentralBank();
    var fuzzer = new Fuzzer(client, raw, real, asked);
    for (int from = 0; from < requests; from += REQUESTS_A_LINE) {
      int to = Math.min(requests, from + REQUESTS_A_LINE);
      fuzzer.run(seed, from, to);
      console.err().printf("%d of %d, %d findings%n", to, requests, fuzzer.findings().size());
      console.err().flush();
    }
    return fuzzer;
  }

  /// Nobody will answer what was made up.
  private static void tidy(ParticipantClient client) {
    for (String webhook : found(client, "/v1/webhooks", WEBHOOK)) {
      var _ =
          client.ask(
              new Question(
                  "DELETE", "/v1/webhooks/" + webhook, BoundFields.NONE, Bytes.empty(), Map.of()));
    }
  }

  private static List<String> found(ParticipantClient client, String target, Pattern what) {
    String body = new String(client.ask(Question.get(target)).body().toArray(), UTF_8);
    return what.matcher(body).results().map(each -> each.group(1)).toList();
  }

  private int shown(Fuzzer fuzzer) {
    if (json) {
      console.json(new Result(seed, requests, fuzzer.answers(), fuzzer.findings()));
    } else {
      new TreeMap<>(fuzzer.answers())
          .forEach((answer, times) -> console.out().printf("%8d  %s%n", times, answer));
      fuzzer
          .findings()
          .forEach(
              each ->
                  console
                      .out()
                      .printf("FOUND at %d: %s: %s%n", each.number(), each.request(), each.what()));
      console.out().flush();
    }
    return fuzzer.findings().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
