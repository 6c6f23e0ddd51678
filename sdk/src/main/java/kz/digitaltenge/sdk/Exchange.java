package kz.digitaltenge.sdk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import kz.digitaltenge.sdk.GatewayTrust.AnsweringChain;

/// One attempt at a call: signed, sent, and its answer verified.
final class Exchange implements AutoCloseable {
  private static final String SIGNATURE = "JWS-Signature";
  private static final String TAG = "ETag";
  private static final String NOBODY = "-";
  private static final int REFUSED_FROM = 400;
  private static final int BODY_SIZE_MAX_BYTES = 16 << 20;

  private final ClientSetting setting;
  private final Signer signer;
  private final CertificateCheck certificates;
  private final HttpClient http;

  Exchange(ClientSetting setting) {
    this.setting = setting;
    this.signer = new Signer(setting.credentials(), setting.clock(), setting.random());
    this.certificates = new CertificateCheck(setting.trust(), setting.clock(), setting.random());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(setting.patience().connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(tls(setting))
            .build();
  }

  /// What an attempt ends in.
  sealed interface Outcome {
    /// The bank answers.
    ///
    /// @param tag the value of `ETag`, empty for none
    record Answered(MessageBody body, String tag) implements Outcome {}

    /// The bank says no.
    ///
    /// @param after how long the gateway asks to wait
    record Refused(Problem problem, Optional<Duration> after) implements Outcome {}

    /// It did not arrive.
    record Unreachable(IOException cause) implements Outcome {}

    /// It may have arrived.
    record Lost(IOException cause) implements Outcome {}
  }

  /// Asks once, with a signature made now.
  ///
  /// @throws UntrustedMessageException when the answer is not the bank's
  /// @throws CertificateStatusUnknownException when nobody can say now whether it is
  Outcome ask(Call call) throws InterruptedException {
    String signature = signature(call);
    try {
      return read(
          http.send(
              request(call, signature),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_SIZE_MAX_BYTES)),
          signature);
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
      return new Outcome.Unreachable(e);
    } catch (IOException e) {
      return new Outcome.Lost(e);
    }
  }

  /// What an attempt to open a stream ends in.
  sealed interface Opened {
    /// The bank tells from now on; close it when it is read.
    record Stream(InputStream events) implements Opened {}

    record Not(Outcome why) implements Opened {}
  }

  /// Asks once for a stream, with a signature made now.
  ///
  /// @throws UntrustedMessageException when the answer is not the bank's
  /// @throws CertificateStatusUnknownException when nobody can say now whether it is
  Opened open(Call call) throws InterruptedException {
    String signature = signature(call);
    try {
      HttpResponse<InputStream> response =
          http.send(request(call, signature), BodyHandlers.ofInputStream());
      if (response.statusCode() >= REFUSED_FROM) {
        try (InputStream body = response.body()) {
          MessageBody told = MessageBody.of(body.readNBytes(BODY_SIZE_MAX_BYTES));
          requireProved(response, told, signature);
          return new Opened.Not(refused(response, told));
        }
      }
      return opened(response, signature);
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
      return new Opened.Not(new Outcome.Unreachable(e));
    } catch (IOException e) {
      return new Opened.Not(new Outcome.Lost(e));
    }
  }

  /// The head comes before anything is known, and is signed as an answer without a body.
  private Opened opened(HttpResponse<InputStream> response, String signature) throws IOException {
    boolean isOurs = false;
    try {
      requireProved(response, MessageBody.EMPTY, signature);
      isOurs = true;
      return new Opened.Stream(response.body());
    } finally {
      if (!isOurs) {
        response.body().close();
      }
    }
  }

  /// The event that a bank tells, once it is sure that it is this one.
  ///
  /// @param target of the request that it answers
  /// @param key the bank and the event's position
  /// @throws UntrustedMessageException when it is not
  /// @throws CertificateStatusUnknownException when nobody can say now whether it is
  Event told(String target, String key, List<String> signatures, MessageBody body) {
    SignatureText signature = SignatureText.read(signatures);
    AnsweringChain chain = certificates.named(signature.thumbprint());
    var description =
        new Description(
            "notification", setting.bank(), "GET", target, "application/json", key, "", body);
    if (!signature.isBy(chain.leaf(), description)) {
      throw new UntrustedMessageException(
          "The event %s is not signed by %s".formatted(key, setting.bank()));
    }
    certificates.requireGood(chain);
    return NotificationCheck.event(setting.bank(), body);
  }

  String bank() {
    return setting.bank();
  }

  GatewayTrust believe(List<AnsweringChain> chains) {
    return certificates.believe(chains);
  }

  @Override
  public void close() {
    http.close();
  }

  /// Ends what is under way too.
  void closeNow() {
    http.shutdownNow();
  }

  private String signature(Call call) {
    return signer.sign(
        new Description(
            "request",
            setting.bank(),
            call.method(),
            call.target(),
            call.contentType(),
            call.key(),
            call.condition(),
            call.body()));
  }

  private HttpRequest request(Call call, String signature) {
    // Put together and not resolved: the target //host would lead to another host.
    var request =
        HttpRequest.newBuilder(URI.create(setting.gateway() + call.target()))
            .timeout(setting.patience().answer())
            .method(call.method(), BodyPublishers.ofByteArray(call.body().trusted()))
            .header(SIGNATURE, signature)
            .header("Accept-Language", setting.language());
    if (!call.contentType().isEmpty()) {
      request.header("Content-Type", call.contentType());
    }
    if (!call.key().isEmpty()) {
      request.header("Idempotency-Key", call.key());
    }
    if (!call.condition().isEmpty()) {
      request.header("If-Match", call.condition());
    }
    return request.build();
  }

  private Outcome read(HttpResponse<byte[]> response, String asked) {
    MessageBody body = MessageBody.of(response.body());
    requireProved(response, body, asked);
    return response.statusCode() < REFUSED_FROM
        ? new Outcome.Answered(body, response.headers().firstValue(TAG).orElse(""))
        : refused(response, body);
  }

  private static Outcome refused(HttpResponse<?> response, MessageBody body) {
    return new Outcome.Refused(Json.read(body, Problem.class), after(response));
  }

  private void requireProved(HttpResponse<?> response, MessageBody body, String asked) {
    SignatureText signature = SignatureText.read(response.headers().allValues(SIGNATURE));
    AnsweringChain chain = certificates.named(signature.thumbprint());
    boolean isRefused = response.statusCode() >= REFUSED_FROM;
    // Only a refusal may be for whom the gateway does not know yet.
    List<String> audiences =
        isRefused
            ? List.of(setting.credentials().participant(), NOBODY)
            : List.of(setting.credentials().participant());
    boolean isOurs =
        audiences.stream()
            .map(audience -> description(response, body, asked, audience))
            .anyMatch(description -> signature.isBy(chain.leaf(), description));
    if (!isOurs) {
      throw new UntrustedMessageException(
          "The answer (%d) is not signed by %s for this request"
              .formatted(response.statusCode(), setting.bank()));
    }
    certificates.requireGood(chain);
  }

  private static Description description(
      HttpResponse<?> response, MessageBody body, String asked, String audience) {
    var head = response.headers();
    return new Description(
        "answer",
        audience,
        String.valueOf(response.statusCode()),
        Description.hash(asked.getBytes(US_ASCII)),
        head.firstValue("Content-Type").orElse(""),
        "",
        head.firstValue(TAG).orElse(""),
        body);
  }

  private static Optional<Duration> after(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static SSLContext tls(ClientSetting setting) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("root", setting.trust().root());
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLSv1.3");
      var own = new KeyManager[] {new ConnectionKeys(setting.connection())};
      context.init(own, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK cannot trust one root", e);
    }
  }
}
