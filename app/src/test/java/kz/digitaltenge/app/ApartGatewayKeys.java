package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import kz.digitaltenge.app.gateway.BankFiles;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.sdk.AnsweringCertificate;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.ClientSetting;
import kz.digitaltenge.sdk.Event;
import kz.digitaltenge.sdk.MessageBody;
import kz.digitaltenge.sdk.NotificationCheck;
import kz.digitaltenge.sdk.PemFiles;
import kz.digitaltenge.sdk.UntrustedMessageException;
import org.awaitility.Awaitility;

/// The gateway of [RolesApartTest]'s bank, a process that has no authority, is given another key
/// for answers and another certificate for TLS, while a program asks it and is told of events.
final class ApartGatewayKeys implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Command dt;
  private final String bank;
  private final BankFiles files;
  private final ClientSetting setting;
  private final BankClient client;
  private final NotificationCheck learned;
  private final NotificationCheck unaware;
  private final BlockingQueue<NotificationCheck.Received> told = new LinkedBlockingQueue<>();
  private final HttpsServer receiver;
  private Instant from = Instant.EPOCH;
  private String webhook = "";
  private Optional<NotificationCheck.Received> signedByTheFormer = Optional.empty();

  ApartGatewayKeys(Command dt, String bank) throws IOException, GeneralSecurityException {
    Path place = dt.data().resolve("banks").resolve(bank);
    this.dt = dt;
    this.bank = bank;
    this.files = new BankFiles(place);
    InstantSource clock = InstantSource.system();
    var random = new SecureRandom();
    this.setting = ClientSetting.of(place, clock, random);
    this.client = new BankClient(setting);
    this.learned = new NotificationCheck(bank, setting.trust(), clock, random);
    this.unaware = new NotificationCheck(bank, setting.trust(), clock, random);
    this.receiver =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setHttpsConfigurator(new HttpsConfigurator(receiving(place)));
    receiver.createContext("/", this::take);
    receiver.start();
  }

  /// Returns when both are ordered and the gateway has told of the key.
  void order() throws IOException, InterruptedException {
    URI url = URI.create("https://localhost:%d/".formatted(receiver.getAddress().getPort()));
    webhook = client.webhooks().create(url, Set.of(Event.Kind.ACCOUNT_OPENED)).id();
    X509Certificate former = shown();
    var next = dt.run("ca", "answering", "--bank", bank, "--from", "2020-01-01T00:00:00Z");
    assertThat(next.out()).as(next.err()).startsWith(bank + " signs with ");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(client.answeringCertificates().all()).hasSize(2));
    AnsweringCertificate waiting = client.answeringCertificates().all().getLast();
    from = waiting.signsFrom();
    assertThat(dt.run("ca", "answering", "--bank", bank).out()).contains("as was ordered before");
    learned.believe(client.answeringCertificates().learn());
    signedByTheFormer = Optional.of(open("before"));

    var renewed = dt.run("ca", "renew", "--gateway", bank, "--json").json();
    assertThat(renewed.get("former").asString()).isEqualTo(serial(former));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(serial(shown())).isEqualTo(renewed.get("serial").asString()));
  }

  /// Returns when answers and notifications are signed with the next key, and what the former one
  /// signed is believed still.
  void requireNext() throws InterruptedException {
    Awaitility.await().atMost(PATIENCE).until(() -> !Instant.now().isBefore(from));

    NotificationCheck.Received next = open("after");

    assertThat(learned.verify(next).event().kind()).isEqualTo(Event.Kind.ACCOUNT_OPENED);
    distrusts(() -> unaware.verify(next));
    assertThat(client.status().node()).isEqualTo(bank);
    try (var other = new BankClient(setting)) {
      distrusts(other::status);
    }
    assertThat(client.answeringCertificates().all())
        .as("for a day")
        .hasSize(2)
        .first()
        .satisfies(each -> assertThat(each.signsUntil()).contains(from));
    learned.believe(client.answeringCertificates().learn());
    assertThat(learned.verify(signedByTheFormer.orElseThrow()).event().kind())
        .isEqualTo(Event.Kind.ACCOUNT_OPENED);
    client.webhooks().remove(webhook);
  }

  @Override
  public void close() {
    client.close();
    receiver.stop(0);
  }

  private static void distrusts(Runnable work) {
    assertThatExceptionOfType(UntrustedMessageException.class).isThrownBy(work::run);
  }

  /// Its event, as it came; those of accounts that were there before come too.
  private NotificationCheck.Received open(String reference) throws InterruptedException {
    String account = client.accounts().open("key-" + reference, "Somebody").number();
    while (true) {
      NotificationCheck.Received each =
          Objects.requireNonNull(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      if (each.body().text().contains(account)) {
        return each;
      }
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var head = exchange.getRequestHeaders();
      told.add(
          new NotificationCheck.Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Objects.requireNonNull(head.getFirst("Content-Type")),
              Objects.requireNonNull(head.getFirst("Idempotency-Key")),
              List.copyOf(head.get("JWS-Signature")),
              MessageBody.of(exchange.getRequestBody().readAllBytes())));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /// By which the gateway is known on a connection that begins now.
  private X509Certificate shown() throws IOException {
    URI url = files.url();
    try (var socket =
        (SSLSocket)
            TrustedHttp.context(files.root())
                .getSocketFactory()
                .createSocket(url.getHost(), url.getPort())) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  private static SSLContext receiving(Path place) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = PemFiles.certificates(place.resolve("receiver.crt"));
    var none = new char[0];
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry(
        "receiver",
        PemFiles.privateKey(place.resolve("receiver.key"), chain.getFirst()),
        none,
        chain.toArray(X509Certificate[]::new));
    var managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, none);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
