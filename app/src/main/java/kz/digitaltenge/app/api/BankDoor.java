package kz.digitaltenge.app.api;

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

/// A bank's gateway as the bank's own program asks it; believes signed answers only.
public final class BankDoor implements AutoCloseable {
  private static final String JSON_TYPE = "application/json";
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final ParticipantClient client;
  private final Map<String, String> language;

  private BankDoor(HttpClient http, ParticipantClient client, Map<String, String> language) {
    this.http = http;
    this.client = client;
    this.language = language;
  }

  /// With what a sandbox has handed out to the bank.
  ///
  /// @param language in which problems are told; empty for English
  public static BankDoor of(DataFolder folder, NodeId bank, String language) {
    BankFiles files = BankFiles.of(folder, bank);
    files.requireHandedOut(folder);
    var entropy = new SystemEntropy();
    var signer =
        new MessageSigner(
            files.client(),
            files.clientKeys(entropy).getPrivate(),
            entropy,
            InstantSource.system());
    HttpClient http = TrustedHttp.client(files.connection());
    return new BankDoor(
        http,
        new ParticipantClient(
            http, files.url(), bank.value(), bank.value(), signer, files.gateway()),
        language.isEmpty() ? Map.of() : Map.of("Accept-Language", language));
  }

  /// What was answered.
  public record Answer(int status, JsonNode body) {
    private static final int DONE_BELOW = 300;

    public boolean isDone() {
      return status < DONE_BELOW;
    }

    /// A member's text, or nothing.
    public String text(String member) {
      return body.path(member).asString("");
    }
  }

  public Answer get(String target) {
    return ask("GET", target, BoundFields.NONE, Bytes.empty());
  }

  /// With nothing to say.
  public Answer post(String target) {
    return ask("POST", target, BoundFields.NONE, Bytes.empty());
  }

  /// With an object of texts.
  ///
  /// @param key the idempotency key; empty for none
  public Answer post(String target, String key, Map<String, String> members) {
    return post(target, JSON_TYPE, key, JSON.writeValueAsBytes(members));
  }

  /// With any body.
  public Answer post(String target, String type, String key, byte[] body) {
    return ask("POST", target, new BoundFields(type, key, ""), Bytes.ofTrusted(body));
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
