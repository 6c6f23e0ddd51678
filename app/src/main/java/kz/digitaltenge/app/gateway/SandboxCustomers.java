package kz.digitaltenge.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageSigner;
import tools.jackson.databind.json.JsonMapper;

/// Synthetic customers of a sandbox's banks, so that there is somebody to pay by phone, IIN or BIN.
/// Each bank's program opens its own through the bank's gateway, as any bank would.
public final class SandboxCustomers {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A line of the file.
  private record Line(NodeId bank, Map<String, String> wish) {}

  private SandboxCustomers() {}

  /// Opens those that are missing.
  ///
  /// @param banks those of the network
  /// @throws IllegalStateException when a bank's gateway refuses one
  public static void open(DataFolder folder, List<NodeId> banks) {
    Map<NodeId, List<Line>> all = lines().stream().collect(Collectors.groupingBy(Line::bank));
    banks.parallelStream().forEach(bank -> open(folder, bank, all.getOrDefault(bank, List.of())));
  }

  private static void open(DataFolder folder, NodeId bank, List<Line> lines) {
    BankFiles files = BankFiles.of(folder, bank);
    var entropy = new SystemEntropy();
    var signer =
        new MessageSigner(
            files.client(),
            files.clientKeys(entropy).getPrivate(),
            entropy,
            InstantSource.system());
    try (HttpClient http = TrustedHttp.client(files.connection())) {
      var client =
          new ParticipantClient(
              http, files.url(), bank.value(), bank.value(), signer, files.gateway());
      if (isOpened(client, lines)) {
        return;
      }
      for (Line line : lines) {
        ParticipantClient.Reply reply = client.ask(opening(line.wish()));
        if (reply.status() != CREATED) {
          throw new IllegalStateException(
              bank + " does not open " + line.wish().get("reference") + ": " + reply.status());
        }
      }
    }
  }

  /// They are opened in their order, so who has the last has all.
  private static boolean isOpened(ParticipantClient client, List<Line> lines) {
    return !lines.isEmpty()
        && client
                .ask(Question.get("/v1/customers/" + lines.getLast().wish().get("reference")))
                .status()
            == OK;
  }

  private static Question opening(Map<String, String> wish) {
    return new Question(
        "POST",
        "/v1/customers",
        new BoundFields("application/json", "", ""),
        Bytes.of(JSON.writeValueAsBytes(wish)),
        Map.of());
  }

  private static List<Line> lines() {
    try (InputStream bytes = SandboxCustomers.class.getResourceAsStream("customers.csv")) {
      if (bytes == null) {
        throw new IllegalStateException("customers.csv is not among the resources");
      }
      return new String(bytes.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(SandboxCustomers::line)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String text) {
    String[] fields = text.split(",", -1);
    boolean isPerson = fields[1].equals("PERSON");
    var wish = new LinkedHashMap<String, String>();
    wish.put("kind", fields[1]);
    wish.put("reference", fields[2]);
    wish.put(isPerson ? "iin" : "bin", fields[3]);
    put(wish, "phone", fields[4]);
    wish.put(isPerson ? "birthDate" : "registrationDate", fields[5]);
    wish.put(isPerson ? "familyName" : "name", fields[6]);
    put(wish, "givenName", fields[7]);
    put(wish, "patronymic", fields[8]);
    put(wish, "activity", fields[9]);
    return new Line(new NodeId(fields[0]), wish);
  }

  private static void put(Map<String, String> wish, String name, String value) {
    if (!value.isEmpty()) {
      wish.put(name, value);
    }
  }
}
