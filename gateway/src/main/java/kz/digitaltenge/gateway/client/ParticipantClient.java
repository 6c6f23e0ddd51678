package kz.digitaltenge.gateway.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.gateway.ApiFields;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.MessageSigner;
import kz.digitaltenge.trust.signed.SignatureCheck;

/// Asks a gateway as a bank's program does: signs what it sends, believes only what is signed back
/// for it. Any thread may call.
///
/// @param http trusts the participants' root, and connects with a certificate of who asks
/// @param gateway such as `https://127.0.0.1:7415`
/// @param bank whose gateway it is
/// @param participant who asks, as its certificate says
/// @param answering the certificates that the gateway signs with, several while one takes another's
///   place
public record ParticipantClient(
    HttpClient http,
    URI gateway,
    String bank,
    String participant,
    MessageSigner signer,
    List<X509Certificate> answering) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What to ask.
  ///
  /// @param target path and query
  /// @param body empty for none
  /// @param more header fields that are not signed, such as `Accept-Language`
  public record Question(
      String method, String target, BoundFields fields, Bytes body, Map<String, String> more) {
    public Question {
      more = Map.copyOf(more);
    }

    public static Question get(String target) {
      return new Question("GET", target, BoundFields.NONE, Bytes.empty(), Map.of());
    }

    /// What a signature of it is over.
    public MessageDescription.Request description(String audience) {
      return new MessageDescription.Request(
          audience, method, target, fields, Hash.sha256(body.trusted()));
    }
  }

  /// What came back.
  ///
  /// @param tag the value of `ETag`, empty for none
  /// @param isProved whether the gateway's signature for this question and asker holds
  public record Reply(int status, String contentType, String tag, Bytes body, boolean isProved) {}

  /// Asks, with a signature made now.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `PEER_UNAVAILABLE` when nobody can be
  ///   reached; `PEER_SILENT` or `CONNECTION_LOST` when the question may have arrived
  public Reply ask(Question question) {
    return send(question, signer.sign(question.description(bank)));
  }

  /// Sends a question with this signature.
  public Reply send(Question question, String signature) {
    var request =
        // Put together and not resolved: the target //host would lead to another host.
        HttpRequest.newBuilder(URI.create(gateway + question.target()))
            .timeout(PATIENCE)
            .method(question.method(), BodyPublishers.ofByteArray(question.body().toArray()))
            .header(ApiFields.SIGNATURE, signature);
    put(request, ApiFields.CONTENT_TYPE, question.fields().contentType());
    put(request, ApiFields.IDEMPOTENCY_KEY, question.fields().idempotencyKey());
    put(request, ApiFields.IF_MATCH, question.fields().precondition());
    question.more().forEach((name, value) -> put(request, name, value));
    try {
      return reply(http.send(request.build(), BodyHandlers.ofByteArray()), signature);
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
      throw failed(ErrorCode.PEER_UNAVAILABLE, e);
    } catch (HttpTimeoutException e) {
      throw Problem.of(ErrorCode.PEER_SILENT, "peer", gateway, "timeout", PATIENCE).exception(e);
    } catch (IOException e) {
      throw failed(ErrorCode.CONNECTION_LOST, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(ErrorCode.CONNECTION_LOST, e);
    }
  }

  private Reply reply(HttpResponse<byte[]> response, String asked) {
    String type = response.headers().firstValue(ApiFields.CONTENT_TYPE).orElse("");
    String tag = response.headers().firstValue(ApiFields.ENTITY_TAG).orElse("");
    Bytes body = Bytes.of(response.body());
    List<String> signatures = response.headers().allValues(ApiFields.SIGNATURE);
    boolean proved =
        signatures.size() == 1
            && List.of(participant, ApiFields.NOBODY).stream()
                .map(
                    audience ->
                        MessageDescription.Answer.to(
                            asked,
                            audience,
                            response.statusCode(),
                            new BoundFields(type, "", tag),
                            Hash.sha256(body.trusted())))
                .anyMatch(
                    description ->
                        answering.stream()
                            .anyMatch(
                                one ->
                                    SignatureCheck.isBy(one, description, signatures.getFirst())));
    return new Reply(response.statusCode(), type, tag, body, proved);
  }

  private RuntimeException failed(ErrorCode how, Exception e) {
    String reason = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return Problem.of(how, "peer", gateway, "reason", reason).exception(e);
  }

  private static void put(HttpRequest.Builder request, String name, String value) {
    if (!value.isEmpty()) {
      request.header(name, value);
    }
  }
}
