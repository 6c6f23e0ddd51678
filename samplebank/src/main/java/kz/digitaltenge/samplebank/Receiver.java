package kz.digitaltenge.samplebank;

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
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import kz.digitaltenge.sdk.CertificateStatusUnknownException;
import kz.digitaltenge.sdk.Event;
import kz.digitaltenge.sdk.MessageBody;
import kz.digitaltenge.sdk.NotificationCheck;
import kz.digitaltenge.sdk.NotificationCheck.Received;
import kz.digitaltenge.sdk.PemFiles;
import kz.digitaltenge.sdk.UntrustedMessageException;

/// Where the bank's gateway tells of events: believes what is signed, hands it on, and only then
/// says that it was taken.
final class Receiver implements AutoCloseable {
  private static final int TAKEN = 204;
  private static final int NOT_BELIEVED = 401;
  private static final int NOT_NOW = 503;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NotificationCheck check;
  private final Consumer<Event> events;

  private Receiver(HttpsServer server, NotificationCheck check, Consumer<Event> events) {
    this.server = server;
    this.check = check;
    this.events = events;
  }

  /// Listens on a free port of this machine.
  ///
  /// @param folder holds `receiver.key` and `receiver.crt`
  static Receiver start(Path folder, NotificationCheck check, Consumer<Event> events)
      throws IOException, GeneralSecurityException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var receiver = new Receiver(server, check, events);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(folder)));
    server.setExecutor(receiver.threads);
    server.createContext("/", receiver::handle);
    server.start();
    return receiver;
  }

  URI url() {
    return URI.create("https://localhost:%d/events".formatted(server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var head = exchange.getRequestHeaders();
      var received =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Optional.ofNullable(head.getFirst("Content-Type")).orElse(""),
              Optional.ofNullable(head.getFirst("Idempotency-Key")).orElse(""),
              Optional.ofNullable(head.get("JWS-Signature")).orElse(List.of()),
              MessageBody.of(exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(answer(received), -1);
    }
  }

  private int answer(Received received) {
    try {
      events.accept(check.verify(received).event());
      return TAKEN;
    } catch (UntrustedMessageException _) {
      return NOT_BELIEVED;
    } catch (CertificateStatusUnknownException _) {
      // A true notification must not become a dead letter because its status is not told now.
      return NOT_NOW;
    }
  }

  private static SSLContext tls(Path folder) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = PemFiles.certificates(folder.resolve("receiver.crt"));
    var none = new char[0];
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry(
        "receiver",
        PemFiles.privateKey(folder.resolve("receiver.key"), chain.getFirst()),
        none,
        chain.toArray(X509Certificate[]::new));
    var managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, none);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
