package kz.digitaltenge.gateway;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.gateway.signing.SentMessages;
import kz.digitaltenge.gateway.webhook.Webhooks;

/// The HTTP interface of one bank's node, for that bank's programs, or of the central bank's, for
/// its officers (C10).
///
/// TLS proves the bank and its caller to each other, signatures prove each request and each answer.
/// What needs no signature needs no certificate of the caller's either. A request runs on a virtual
/// thread of its own.
public final class Gateway implements AutoCloseable {
  private final WebServer server;
  private final Deadlines deadlines;
  private final Connections connections;
  private final Events events;
  private final String host;

  /// What tells of events.
  ///
  /// @param streams ends those that are open, before the server ends
  /// @param letters ends what is sent by itself, after it
  private record Events(Runnable streams, Runnable letters) {
    static final Events NONE = new Events(() -> {}, () -> {});
  }

  /// What one is made of beside its setting.
  private record Parts(Routes routes, OpenApi description, Events events) {}

  private Gateway(
      WebServer server, Deadlines deadlines, Connections connections, Events events, String host) {
    this.server = server;
    this.events = events;
    this.deadlines = deadlines;
    this.connections = connections;
    this.host = host;
  }

  /// Returns once it listens.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `PORT_IN_USE` or `ADDRESS_UNUSABLE`
  public static Gateway start(GatewaySetting setting, BankServices bank) {
    requireFree(setting.endpoint());
    Webhooks webhooks =
        Webhooks.open(
            setting.bank(),
            setting.webhooks(),
            setting.sent(),
            bank.node(),
            setting.watch()::attempted,
            event -> EventJson.letter(setting.bank(), event));
    var streams =
        new EventStreams(setting.bank(), bank.node(), setting::sent, setting.webhooks().clock());
    GatewayWatch.Counted deadLetters = setting.watch().deadLetters(webhooks::deadLetters);
    Routes routes =
        routes(
            setting.bank(),
            bank,
            () -> webhooks,
            setting::sent,
            streams,
            setting.webhooks().clock());
    Runnable letters =
        () -> {
          deadLetters.close();
          webhooks.close();
        };
    return start(setting, new Parts(routes, OpenApi.BANK, new Events(streams::close, letters)));
  }

  /// The same for the central bank's officers; it tells nobody of events.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException likewise
  public static Gateway start(GatewaySetting setting, CentralBankServices centralBank) {
    requireFree(setting.endpoint());
    Routes routes =
        centralBankRoutes(setting.bank(), centralBank, setting::sent, setting.webhooks().clock());
    return start(setting, new Parts(routes, OpenApi.CENTRAL_BANK, Events.NONE));
  }

  private static Gateway start(GatewaySetting setting, Parts parts) {
    Endpoint endpoint = setting.endpoint();
    Routes routes = parts.routes();
    var deadlines = new Deadlines(setting.limits().patience());
    var connections = new Connections(setting.limits().connections(), setting.limits().idle());
    var door = new SignedDoor(setting, routes, deadlines, connections);
    WebServer server =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .host(endpoint.host())
            .port(endpoint.port())
            .tls(tls(setting))
            .maxPayloadSize(GatewayLimits.REGISTER_SIZE_MAX_BYTES)
            .maxConcurrentRequests(GatewayLimits.REQUESTS_AT_ONCE_MAX)
            .maxTcpConnections(2 * setting.limits().connections().most())
            .connectionOptions(new TakenSockets(SocketOptions.create(), connections::taken))
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(GatewayLimits.HEAD_SIZE_MAX_BYTES)
                    .maxPrologueLength(GatewayLimits.HEAD_SIZE_MAX_BYTES)
                    .build())
            .directHandlers(TransportFaults.handlers())
            .routing(
                routing ->
                    routing
                        .addFilter(watched(connections))
                        .get(OpenApi.PATH, described(parts.description(), deadlines))
                        .get(OpenApi.PAGE_PATH, shown(parts.description(), deadlines))
                        .any(door::handle))
            .build();
    if (!server.start().isRunning()) {
      deadlines.close();
      connections.close();
      parts.events().letters().run();
      throw endpoint.unusable(new IOException("the server did not start"));
    }
    return new Gateway(server, deadlines, connections, parts.events(), endpoint.host());
  }

  private static Filter watched(Connections connections) {
    return (requests, request, _) -> {
      SocketAddress caller = request.remotePeer().address();
      if (request.content().hasEntity()) {
        connections.reads(caller);
      } else {
        connections.busy(caller);
      }
      try {
        requests.proceed();
      } finally {
        connections.answered(caller);
      }
    };
  }

  /// This and the page are the only things that need no signature.
  private static Handler described(OpenApi description, Deadlines deadlines) {
    byte[] document = description.document().toArray();
    return (_, response) -> {
      try (var _ = deadlines.begin()) {
        response.header(HeaderNames.CONTENT_TYPE, OpenApi.TYPE).send(document);
      }
    };
  }

  private static Handler shown(OpenApi description, Deadlines deadlines) {
    byte[] page = description.page().toArray();
    return (_, response) -> {
      try (var _ = deadlines.begin()) {
        response
            .header(HeaderNames.CONTENT_TYPE, OpenApi.PAGE_TYPE)
            .header(HeaderNames.create("Content-Security-Policy"), OpenApi.PAGE_POLICY)
            .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
            .send(page);
      }
    };
  }

  static Routes routes(
      String bank,
      BankServices services,
      Supplier<Webhooks> webhooks,
      Supplier<SentMessages> sent,
      EventStreams streams,
      InstantSource clock) {
    return new Routes(
        Stream.of(
                new AccountMethods(bank, services.node()).routes(),
                new CustomerMethods(bank, services.customers()).routes(),
                new AccountStateMethods(bank, services.customers()).routes(),
                new PaymentMethods(bank, services).routes(),
                new PaymentListMethods(bank, services.payments()).routes(),
                new SplitPaymentMethods(bank, services).routes(),
                new RefundMethods(bank, services.refunds()).routes(),
                new PaymentRequestMethods(bank, services.requests()).routes(),
                new EventMethods(bank, services.node()).routes(),
                streams.routes(),
                new WebhookMethods(bank, webhooks).routes(),
                new AnsweringMethods(bank, () -> sent.get().keys(), clock, Call::isOwn).routes(),
                new NotificationMethods(bank, sent).routes(),
                new ConversionMethods(bank, services.conversions()).routes(),
                new StockConversionMethods(bank, services.stockConversions()).routes(),
                new RegisterMethods(bank, services.registers()).routes(),
                new StandingOrderMethods(bank, services.standingOrders()).routes(),
                new MandateMethods(bank, services.mandates()).routes(),
                new ApprovalMethods(bank, services.mandates()).routes(),
                new StatusMethod(bank, services.node(), Call::isOwn).routes())
            .flatMap(List::stream)
            .toList());
  }

  static Routes centralBankRoutes(
      String bank, CentralBankServices services, Supplier<SentMessages> sent, InstantSource clock) {
    var officers = new Officers(bank, services.officers());
    return new Routes(
        Stream.of(
                new DayMethods(services.days(), officers).routes(),
                new CalendarMethods(services.days(), officers).routes(),
                new BlockMethods(services.blocks(), officers, clock).routes(),
                new SupplyMethods(services.proofs(), services.liability(), officers).routes(),
                new OfficersConversionMethods(services.conversions(), services.blocks(), officers)
                    .routes(),
                new AnsweringMethods(bank, () -> sent.get().keys(), clock, officers::areAsking)
                    .routes(),
                new StatusMethod(bank, services.node(), officers::areAsking).routes())
            .flatMap(List::stream)
            .toList());
  }

  public Endpoint endpoint() {
    return new Endpoint(host, server.port());
  }

  @Override
  public void close() {
    events.streams().run();
    var _ = server.stop();
    events.letters().run();
    deadlines.close();
    connections.close();
  }

  private static Tls tls(GatewaySetting setting) {
    return Tls.builder()
        .sslContext(handshakes(setting.tls()))
        .clientAuth(TlsClientAuth.OPTIONAL)
        .enabledProtocols(List.of("TLSv1.3"))
        .build();
  }

  /// Each shows the certificate of its time.
  private static SSLContext handshakes(TlsIdentity identity) {
    try {
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {identity.keyManager()},
          new TrustManager[] {identity.trustManager()},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK cannot serve with " + identity, e);
    }
  }

  /// The server itself only logs why it could not listen.
  private static void requireFree(Endpoint endpoint) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(endpoint.host(), endpoint.port()));
    } catch (IOException e) {
      throw endpoint.unusable(e);
    }
  }
}
