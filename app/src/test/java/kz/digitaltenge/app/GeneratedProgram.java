package kz.digitaltenge.app;

import generated.client.ApiClient;
import generated.client.api.DefaultApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import kz.digitaltenge.app.gateway.BankFiles;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.gateway.ApiFields;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.MessageSigner;

/// A bank's program on the client that a stock generator made of the published document. What the
/// bank adds is the certificate that it connects with and an interceptor that signs.
record GeneratedProgram(BankFiles files, MessageSigner signer) {

  /// With what lies in a bank's folder.
  static GeneratedProgram of(Path bank) {
    var files = new BankFiles(bank);
    var entropy = new SystemEntropy();
    return new GeneratedProgram(
        files,
        new MessageSigner(
            files.client(),
            files.clientKeys(entropy).getPrivate(),
            entropy,
            InstantSource.system()));
  }

  /// By mutual TLS.
  DefaultApi connected() {
    return client(TrustedHttp.context(files.connection()));
  }

  /// Signs alike and knows the gateway, but does not show who connects.
  DefaultApi anonymous() {
    return client(TrustedHttp.context(files.root()));
  }

  private DefaultApi client(SSLContext tls) {
    var http = new ApiClient();
    http.updateBaseUri(files.url().toString());
    http.setHttpClientBuilder(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls));
    http.setRequestInterceptor(this::sign);
    return new DefaultApi(http);
  }

  /// What the generated code is about to send.
  private void sign(HttpRequest.Builder builder) {
    HttpRequest request = builder.copy().build();
    byte[] body = request.bodyPublisher().map(GeneratedProgram::bytes).orElse(new byte[0]);
    var description =
        new MessageDescription.Request(
            files.place().getFileName().toString(),
            request.method(),
            target(request.uri()),
            new BoundFields(
                request.headers().firstValue(ApiFields.CONTENT_TYPE).orElse(""),
                request.headers().firstValue(ApiFields.IDEMPOTENCY_KEY).orElse(""),
                ""),
            Hash.sha256(body));
    builder.setHeader(ApiFields.SIGNATURE, signer.sign(description));
  }

  private static String target(URI uri) {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static byte[] bytes(BodyPublisher body) {
    BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            whole.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer part) {
            whole.onNext(List.of(part));
          }

          @Override
          public void onError(Throwable fault) {
            whole.onError(fault);
          }

          @Override
          public void onComplete() {
            whole.onComplete();
          }
        });
    return whole.getBody().toCompletableFuture().join();
  }
}
