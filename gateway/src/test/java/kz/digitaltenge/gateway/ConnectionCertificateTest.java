package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.BANK;
import static kz.digitaltenge.gateway.GatewayFixture.OTHER_BANK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.gateway.client.TrustedHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A request is taken only over a connection whose caller has shown a certificate of the
/// participant who signs it.
class ConnectionCertificateTest {
  private static final Question OPEN = GatewayFixture.open("c-1", "Aigul");
  private static final Question STATUS = Question.get("/v1/status");

  @TempDir private static Path elsewhere = Path.of("");
  @TempDir private Path folder = Path.of("");
  private GatewayFixture gateway;

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static Arguments row(
      String what, ErrorCode code, String words, Function<GatewayFixture, HttpClient> connecting) {
    return Arguments.of(what, code, words, connecting);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row(
            "no certificate",
            ErrorCode.CONNECTION_CERTIFICATE_MISSING,
            "--cert",
            g -> TrustedHttp.client(g.papers.root())),
        row(
            "another participant's",
            ErrorCode.CONNECTION_OF_OTHER_PARTICIPANT,
            OTHER_BANK,
            g -> TrustedHttp.client(g.papers.connection(OTHER_BANK))),
        row(
            "a revoked one",
            ErrorCode.CONNECTION_CERTIFICATE_REFUSED,
            "CERTIFICATE_REVOKED",
            g -> {
              TlsIdentity own = g.papers.connection(BANK);
              g.papers.revoke(own.chain().getFirst());
              return TrustedHttp.client(own);
            }),
        row(
            "one whose status nobody tells",
            ErrorCode.STATUS_UNAVAILABLE,
            "Nothing was done",
            g -> {
              g.statusIsDown(true);
              return TrustedHttp.client(g.papers.connection(BANK));
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void itIsRefusedInASignedProblemAndNothingIsDoneOrKept(
      String what, ErrorCode code, String words, Function<GatewayFixture, HttpClient> connecting) {
    int before = gateway.bank.changes();
    try (HttpClient http = connecting.apply(gateway)) {
      String signature = gateway.own.signer().sign(OPEN.description(BANK));

      Reply reply = gateway.over(http).send(OPEN, signature);

      assertThat(text(reply)).as(what).contains(code.name(), words);
      assertThat(reply.isProved()).isTrue();
      assertThat(gateway.bank.changes()).isEqualTo(before);
      gateway.statusIsDown(false);
      gateway.pass(Duration.ofSeconds(2));
      // Nothing of it was used up.
      assertThat(gateway.own.send(OPEN, signature).status()).isEqualTo(201);
    }
    gateway.close();
    assertThat(gateway.kept(folder)).isEqualTo(1);
  }

  static Stream<Arguments> shut() {
    Function<GatewayFixture, TlsIdentity> expired = GatewayFixture::expiredConnection;
    Function<GatewayFixture, TlsIdentity> foreign = g -> g.foreignConnection(elsewhere);
    Function<GatewayFixture, TlsIdentity> signing = g -> g.papers.signatureAsConnection(BANK);
    return Stream.of(
        Arguments.of("an expired one", expired),
        Arguments.of("another authority's, of the same names", foreign),
        Arguments.of("one for signatures", signing));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shut")
  void theHandshakeRefusesWhatCanBeNobodys(
      String what, Function<GatewayFixture, TlsIdentity> showing) {
    try (HttpClient http = TrustedHttp.client(showing.apply(gateway))) {
      assertThatThrownBy(() -> gateway.over(http).ask(STATUS))
          .as(what)
          .isInstanceOfSatisfying(
              PlatformException.class,
              e ->
                  assertThat(e.code()).isIn(ErrorCode.PEER_UNAVAILABLE, ErrorCode.CONNECTION_LOST));
    }
  }

  @Test
  void aCertificateThatIsRevokedWhileItsConnectionIsOpenIsFeltWithinFiveMinutes() {
    TlsIdentity own = gateway.papers.connection(BANK);
    try (HttpClient http = TrustedHttp.client(own)) {
      assertThat(gateway.over(http).ask(STATUS).status()).isEqualTo(200);
      gateway.papers.revoke(own.chain().getFirst());
      gateway.pass(Duration.ofMinutes(5));

      assertThat(text(gateway.over(http).ask(STATUS)))
          .contains("CONNECTION_CERTIFICATE_REFUSED", "CERTIFICATE_REVOKED");
    }
  }

  @Test
  void aCertificateThatRunsOutWhileItsConnectionIsOpenIsFeltAtOnce() {
    try (HttpClient http = TrustedHttp.client(gateway.papers.connection(BANK))) {
      assertThat(gateway.over(http).ask(STATUS).status()).isEqualTo(200);
      gateway.pass(Duration.ofDays(366));

      assertThat(text(gateway.over(http).ask(STATUS)))
          .contains("CONNECTION_CERTIFICATE_REFUSED", "CERTIFICATE_EXPIRED");
    }
  }

  @Test
  void theGatewaysOwnCertificateIsReplacedUnderConnectionsThatGoOn() throws IOException {
    TlsIdentity shown = gateway.gatewayTls();
    X509Certificate former = shown.chain().getFirst();
    TlsIdentity next = gateway.papers.server(BANK);
    try (HttpClient open = TrustedHttp.client(gateway.papers.connection(BANK))) {
      assertThat(gateway.over(open).ask(STATUS).status()).isEqualTo(200);
      try (SSLSocket before = connected()) {
        assertThat(before.getSession().getPeerCertificates()[0]).isEqualTo(former);
        assertThatThrownBy(() -> shown.follow(gateway.foreignConnection(elsewhere.resolve("next"))))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("does not take the place");

        assertThat(shown.follow(next)).isTrue();

        assertThat(gateway.over(open).ask(STATUS).isProved()).isTrue();
        assertThat(answer(before)).startsWith("HTTP/1.1 200");
        try (SSLSocket after = connected()) {
          assertThat(after.getSession().getPeerCertificates()[0])
              .isEqualTo(next.chain().getFirst())
              .isNotEqualTo(former);
          assertThat(answer(after)).startsWith("HTTP/1.1 200");
        }
      }
    }
  }

  /// A connection of its own, without a certificate of the caller's.
  private SSLSocket connected() throws IOException {
    Endpoint endpoint = gateway.gateway.endpoint();
    var socket =
        (SSLSocket)
            TrustedHttp.context(gateway.papers.root())
                .getSocketFactory()
                .createSocket(endpoint.host(), endpoint.port());
    socket.startHandshake();
    return socket;
  }

  private static String answer(SSLSocket connection) throws IOException {
    connection
        .getOutputStream()
        .write("GET /openapi.yaml HTTP/1.1\r\nHost: gateway\r\n\r\n".getBytes(UTF_8));
    return new String(connection.getInputStream().readNBytes("HTTP/1.1 200".length()), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/docs"})
  void whatIsForEverybodyNeedsNone(String path) throws IOException, InterruptedException {
    try (HttpClient http = TrustedHttp.client(gateway.papers.root())) {
      var request =
          HttpRequest.newBuilder(URI.create("https://" + gateway.gateway.endpoint() + path));

      assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
