package kz.digitaltenge.app.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import kz.digitaltenge.app.gateway.Caller;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.gateway.ApiFields;
import kz.digitaltenge.gateway.PublishedRefusals;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A bank's program, or an officer of the central bank: signs what it asks the gateway and believes
/// signed answers only.
final class Program implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int REFUSED_FROM = 400;

  private final Caller caller;
  private final HttpClient http;
  private final ParticipantClient client;
  private final PublishedRefusals published;

  private Program(
      Caller caller, HttpClient http, ParticipantClient client, PublishedRefusals published) {
    this.caller = caller;
    this.http = http;
    this.client = client;
    this.published = published;
  }

  /// With what the sandbox has handed out to the bank.
  static Program of(DataFolder folder, NodeId bank) {
    return of(Caller.program(folder, bank, bank), PublishedRefusals.read());
  }

  /// An officer of the central bank, who asks its gateway.
  ///
  /// @param officer by name, `officer-1`
  static Program ofOfficer(DataFolder folder, NodeId centralBank, String officer) {
    return of(Caller.officer(folder, centralBank, officer), PublishedRefusals.readOfCentralBank());
  }

  private static Program of(Caller caller, PublishedRefusals published) {
    HttpClient http = caller.http();
    return new Program(caller, http, caller.client(http), published);
  }

  /// What a gateway answered.
  ///
  /// @param asked for sentences, such as `POST /v1/payments`
  /// @param tag empty for what is not read
  record Answer(String asked, int status, JsonNode body, String tag) {

    /// @throws NotSoException when the status is another
    Answer expect(int expected) {
      if (status != expected) {
        throw new NotSoException(
            "%s was answered %d and not %d: %s".formatted(asked, status, expected, said()));
      }
      return this;
    }

    /// A member's text, or nothing.
    String text(String member) {
      return body.path(member).asString("");
    }

    private String said() {
      return text("detail").isEmpty() ? body.toString() : text("detail");
    }
  }

  Answer get(String target) {
    return answer("GET " + target, client.ask(Question.get(target)));
  }

  /// Posts a body that is told as names and values.
  ///
  /// @param key the idempotency key; empty for none
  Answer post(String target, String key, Map<String, ?> body) {
    var fields = new BoundFields("application/json", key, "");
    Bytes bytes = Bytes.of(JSON.writeValueAsString(body).getBytes(UTF_8));
    return answer(
        "POST " + target, client.ask(new Question("POST", target, fields, bytes, Map.of())));
  }

  /// Posts a change that says everything by its target.
  Answer post(String target) {
    return answer(
        "POST " + target,
        client.ask(new Question("POST", target, BoundFields.NONE, Bytes.empty(), Map.of())));
  }

  /// Posts a change of what was read under a tag.
  Answer change(String target, String tag, Map<String, ?> body) {
    var fields = new BoundFields("application/json", "", tag);
    Bytes bytes = Bytes.of(JSON.writeValueAsString(body).getBytes(UTF_8));
    return answer(
        "POST " + target, client.ask(new Question("POST", target, fields, bytes, Map.of())));
  }

  /// Posts a register in CSV.
  Answer upload(String target, String key, String csv) {
    return answer("POST " + target, client.ask(uploading(target, key, csv)));
  }

  private static Question uploading(String target, String key, String csv) {
    var fields = new BoundFields("text/csv", key, "");
    return new Question("POST", target, fields, Bytes.of(csv.getBytes(UTF_8)), Map.of());
  }

  /// Begins to post the same with a good signature, over a connection of its own that ends when
  /// half of the body has been sent, as when this process is killed.
  void dieUploading(String target, String key, String csv) {
    Question whole = uploading(target, key, csv);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nIdempotency-Key: %s\r\n%s: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                target,
                client.gateway().getHost(),
                whole.fields().contentType(),
                key,
                ApiFields.SIGNATURE,
                client.signer().sign(whole.description(client.bank())),
                whole.body().size());
    URI gateway = client.gateway();
    try (Socket socket =
        caller.tls().getSocketFactory().createSocket(gateway.getHost(), gateway.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(UTF_8));
      out.write(whole.body().toArray(), 0, whole.body().size() / 2);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(String asked, Reply reply) {
    if (!reply.isProved()) {
      throw new NotSoException(asked + " was answered without a signature that holds");
    }
    var answer =
        new Answer(
            asked,
            reply.status(),
            JSON.readTree(new String(reply.body().toArray(), UTF_8)),
            reply.tag());
    requirePublished(answer);
    return answer;
  }

  /// A code that its method's programs could not have read of is no answer.
  private void requirePublished(Answer answer) {
    String[] words = answer.asked().split("[ ?]", -1);
    String code = answer.text("code");
    if (answer.status() >= REFUSED_FROM && !published.tell(words[0], words[1], code)) {
      throw new NotSoException(
          "%s was refused with %s, which openapi.yaml does not tell of it"
              .formatted(answer.asked(), code));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
