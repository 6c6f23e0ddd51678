package kz.digitaltenge.gateway.webhook;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.gateway.ApiFields;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.NotificationOutcome;

/// Sends notifications, each signed anew and kept when it is sent. Follows no redirection: it could
/// lead where the operator allows nobody to go.
final class Post implements AutoCloseable {
  private static final int OK = 200;
  private static final int REDIRECTIONS = 300;

  /// Said by receivers, and by what stands before them, while they are overloaded or away.
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429, 502, 503, 504);

  private static final Executor WRITERS = Thread.ofVirtual().name("notified ", 0)::start;

  private final String bank;
  private final SentMessages sent;
  private final Receivers receivers;
  private final Duration patience;
  private final Consumer<Delivery> attempts;
  private final HttpClient http;

  Post(
      String bank,
      SentMessages sent,
      Receivers receivers,
      Duration patience,
      Consumer<Delivery> attempts) {
    this.attempts = attempts;
    this.bank = bank;
    this.sent = sent;
    this.receivers = receivers;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            // Less than an answer has: whoever cannot be connected to is away, not slow.
            .connectTimeout(patience.dividedBy(2))
            .sslContext(receivers.tls())
            .build();
  }

  Attempt send(Webhook webhook, Letter letter) throws InterruptedException {
    // Asked each time: the operator may have changed their mind since, and a name its address.
    Optional<String> objection = receivers.objectionNow(webhook.wish().url());
    Attempt attempt =
        objection.isPresent() ? new Attempt.Away(objection.get()) : kept(webhook, letter);
    attempts.accept(
        switch (attempt) {
          case Attempt.Delivered() -> Delivery.DELIVERED;
          case Attempt.Refused _ -> Delivery.REFUSED;
          case Attempt.PutOff _, Attempt.Away _ -> Delivery.AWAY;
        });
    return attempt;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /// Nothing goes out that is not kept; what came of it is kept besides.
  private Attempt kept(Webhook webhook, Letter letter) throws InterruptedException {
    var fields = new BoundFields("application/json", letter.key(), "");
    var notification =
        new MessageDescription.Notification(
            bank, "POST", webhook.target(), fields, Hash.sha256(letter.body().trusted()));
    SentMessages.Kept kept =
        undisturbed(() -> sent.notification(notification, webhook.id(), webhook.wish().url()));
    var request =
        HttpRequest.newBuilder(webhook.wish().url())
            .POST(BodyPublishers.ofByteArray(letter.body().toArray()))
            .header(ApiFields.CONTENT_TYPE, fields.contentType())
            .header(ApiFields.IDEMPOTENCY_KEY, fields.idempotencyKey())
            .header(ApiFields.SIGNATURE, kept.signature())
            .build();
    Answered answered = sent(request);
    return undisturbed(
        () -> {
          sent.cameOf(kept, result(answered.attempt()), answered.status());
          return answered.attempt();
        });
  }

  /// On a thread that nobody interrupts: an interrupt closes the file that is written, and all
  /// webhooks write the same. Whoever is interrupted meanwhile finds out afterwards.
  private static <T> T undisturbed(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, WRITERS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PlatformException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /// @param status of HTTP, 0 without an answer
  private record Answered(Attempt attempt, int status) {}

  private static NotificationOutcome.Result result(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Delivered() -> NotificationOutcome.Result.DELIVERED;
      case Attempt.Refused _ -> NotificationOutcome.Result.REFUSED;
      case Attempt.PutOff _ -> NotificationOutcome.Result.PUT_OFF;
      case Attempt.Away _ -> NotificationOutcome.Result.AWAY;
    };
  }

  private Answered sent(HttpRequest request) throws InterruptedException {
    var status = new CompletableFuture<Integer>();
    CompletableFuture<HttpResponse<Void>> exchange =
        http.sendAsync(
            request,
            head -> {
              status.complete(head.statusCode());
              return new Sip();
            });
    try {
      // A status is an answer however long the body behind it goes on.
      var _ = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      String reason = "the connection failed: " + e.getCause();
      return answer(
          status, isNobodyThere(e) ? new Attempt.Away(reason) : new Attempt.PutOff(reason));
    } catch (TimeoutException _) {
      var _ = exchange.cancel(true);
      return answer(
          status, new Attempt.PutOff("no answer came within " + patience.toMillis() + " ms"));
    }
    return answer(status, new Attempt.PutOff("no answer came"));
  }

  /// Nobody has seen the notification: no connection, or none that proves whose it is.
  private static boolean isNobodyThere(ExecutionException failure) {
    return failure.getCause() instanceof ConnectException
        || failure.getCause() instanceof HttpConnectTimeoutException
        || failure.getCause() instanceof SSLHandshakeException;
  }

  private static Answered answer(CompletableFuture<Integer> status, Attempt otherwise) {
    return status.isDone()
        ? new Answered(answer(status.join()), status.join())
        : new Answered(otherwise, 0);
  }

  private static Attempt answer(int status) {
    if (status >= OK && status < REDIRECTIONS) {
      return new Attempt.Delivered();
    }
    String reason = "the answer was " + status;
    return NOT_NOW.contains(status) ? new Attempt.PutOff(reason) : new Attempt.Refused(reason);
  }
}
