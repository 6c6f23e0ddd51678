package kz.digitaltenge.app.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.gateway.BankFiles;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageSigner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A bank's gateway as the bank's own program asks it about registers; believes signed answers
/// only.
public final class RegisterDoor implements AutoCloseable {
  private static final String REGISTERS = "/v1/registers";
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final ParticipantClient client;
  private final Map<String, String> language;

  private RegisterDoor(HttpClient http, ParticipantClient client, Map<String, String> language) {
    this.http = http;
    this.client = client;
    this.language = language;
  }

  /// With what a sandbox has handed out to the bank.
  ///
  /// @param language in which problems are told; empty for English
  public static RegisterDoor of(DataFolder folder, NodeId bank, String language) {
    BankFiles files = BankFiles.of(folder, bank);
    files.requireHandedOut(folder);
    var entropy = new SystemEntropy();
    var signer =
        new MessageSigner(
            files.client(),
            files.clientKeys(entropy).getPrivate(),
            entropy,
            InstantSource.system());
    HttpClient http = TrustedHttp.client(files.root());
    return new RegisterDoor(
        http,
        new ParticipantClient(
            http, files.url(), bank.value(), bank.value(), signer, files.gateway()),
        language.isEmpty() ? Map.of() : Map.of("Accept-Language", language));
  }

  /// What was answered.
  public record Answer(int status, JsonNode body) {
    public boolean isDone() {
      return status < 300;
    }

    /// A member's text, or nothing.
    String text(String member) {
      return body.path(member).asString("");
    }

    /// How many lines are in a state; all with `all`.
    public int count(String state) {
      return body.path("counts").path(state).asInt(0);
    }
  }

  /// Hands a register in.
  ///
  /// @param type of its file, `text/csv` or `application/json`
  public Answer upload(String id, String type, byte[] register) {
    return ask("POST", REGISTERS, new BoundFields(type, id, ""), Bytes.ofTrusted(register));
  }

  Answer list(String query) {
    return ask("GET", REGISTERS + query, BoundFields.NONE, Bytes.empty());
  }

  /// One register as it stands.
  public Answer show(String id) {
    return ask("GET", REGISTERS + "/" + id, BoundFields.NONE, Bytes.empty());
  }

  Answer lines(String id, String query) {
    return ask("GET", REGISTERS + "/" + id + "/lines" + query, BoundFields.NONE, Bytes.empty());
  }

  Answer cancel(String id) {
    return ask("POST", REGISTERS + "/" + id + "/cancel", BoundFields.NONE, Bytes.empty());
  }

  private Answer ask(String method, String target, BoundFields fields, Bytes body) {
    Reply reply = client.ask(new Question(method, target, fields, body, language));
    if (!reply.isProved()) {
      throw Problem.of(
              ErrorCode.PEER_NOT_TRUSTED,
              "endpoint",
              client.gateway(),
              "peer",
              client.bank(),
              "reason",
              "its answer is not signed for this request")
          .exception();
    }
    return new Answer(reply.status(), JSON.readTree(new String(reply.body().toArray(), UTF_8)));
  }

  @Override
  public void close() {
    http.close();
  }
}
