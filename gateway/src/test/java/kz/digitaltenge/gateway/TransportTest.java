package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that no library sends: each connection ends, the gateway goes on, and nothing changes.
class TransportTest {
  private static final int HUGE = 10 * 1024 * 1024;
  private static final Duration HEAD = Duration.ofSeconds(4);
  private static final int CONNECTIONS = 64;
  private static final int CONNECTIONS_OF_ONE = 48;
  private static final Duration BETWEEN_BYTES = Duration.ofMillis(100);

  private static final String LAST =
      "GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

  @TempDir private static Path folder;

  private static GatewayFixture gateway;

  @BeforeAll
  static void start() {
    gateway =
        new GatewayFixture(
            folder,
            new GatewayLimits(
                Duration.ofMillis(300),
                Duration.ofMillis(1_000),
                RequestRate.STANDARD,
                new ConnectionBounds(HEAD, CONNECTIONS, CONNECTIONS_OF_ONE)));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /// What is written to the connection.
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static Arguments row(String what, String answer, String words, Writing writing) {
    return Arguments.of(what, answer, words, writing);
  }

  private static Arguments text(String what, String answer, String words, String text) {
    return row(what, answer, words, out -> out.write(text.getBytes(UTF_8)));
  }

  static Stream<Arguments> bytes() {
    String close = "Connection: close\r\n\r\n";
    String get = "GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    String post = "POST /v1/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    return Stream.of(
        text("no HTTP", "", "", "hello\r\n\r\n"),
        text("HTTP/1.0", "", "", "GET /v1/status HTTP/1.0\r\n\r\n"),
        text("no host", "400", "MALFORMED_MESSAGE", "GET /v1/status HTTP/1.1\r\n" + close),
        text("no signature", "403", "SIGNATURE_MISSING", get + close),
        text(
            "two signatures",
            "403",
            "SIGNATURE_GIVEN_TWICE",
            get + "JWS-Signature: a..b\r\nJWS-Signature: a..b\r\n" + close),
        text(
            "two keys",
            "400",
            "MALFORMED_REQUEST",
            get + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n" + close),
        text("a head without end", "400", "", get + "X: " + "x".repeat(100_000) + "\r\n" + close),
        text("a length below zero", "400", "", post + "Content-Length: -1\r\n\r\n"),
        text("a length that is none", "400", "", post + "Content-Length: one\r\n\r\n"),
        text(
            "a huge length",
            "413",
            "MESSAGE_TOO_LARGE",
            post + "Content-Length: " + HUGE + "\r\n\r\n"),
        row(
            "a huge body in chunks",
            "413",
            "MESSAGE_TOO_LARGE",
            out -> {
              out.write((post + "Transfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8));
              for (int i = 0; i < 100; i++) {
                out.write(("400\r\n" + "x".repeat(1024) + "\r\n").getBytes(UTF_8));
              }
              out.write("0\r\n\r\n".getBytes(UTF_8));
            }),
        text("a body that does not come", "", "", post + "Content-Length: 9\r\n\r\n{"),
        text("a head that does not come", "", "", "GET /v1/sta"),
        row("a head that comes byte by byte", "", "", TransportTest::slowly),
        row(
            "a second head that comes byte by byte",
            "200",
            "openapi",
            out -> {
              out.write("GET /openapi.yaml HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(UTF_8));
              slowly(out);
            }),
        text(
            "a method unheard of",
            "403",
            "SIGNATURE_MISSING",
            "BREW /v1/status HTTP/1.1\r\n" + "Host: 127.0.0.1\r\n" + close),
        text(
            "a method in other letters",
            "400",
            "MALFORMED_MESSAGE",
            "ТАП /v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\n" + close),
        text(
            "a path out of its tree",
            "403",
            "SIGNATURE_MISSING",
            "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n" + close));
  }

  /// For as long as the gateway listens, far longer than it may.
  private static void slowly(OutputStream out) throws IOException {
    out.write("GET /v1/status HTTP/1.1\r\nX: ".getBytes(UTF_8));
    for (int i = 0; i < 200; i++) {
      out.write('x');
      out.flush();
      try {
        Thread.sleep(BETWEEN_BYTES);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("the gateway listens to a head for good");
  }

  @Test
  @Timeout(60)
  void manyWhoSayLittleKeepNobodyOut() throws IOException {
    List<Socket> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * CONNECTIONS; i++) {
        Socket one = plain();
        crowd.add(one);
        one.getOutputStream().write(0x16);
      }

      assertThat(gateway.own.ask(Question.get("/v1/status")).status()).isEqualTo(200);
      assertThat(answer(out -> out.write(LAST.getBytes(UTF_8)))).startsWith("HTTP/1.1 403");
      for (Socket each : crowd.subList(0, 4 * CONNECTIONS - CONNECTIONS)) {
        assertThat(read(each)).as("one that had to go").isEmpty();
      }
    } finally {
      for (Socket each : crowd) {
        each.close();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bytes")
  void oddBytesEndTheirConnectionAndNothingElse(
      String what, String status, String words, Writing writing) throws IOException {
    int before = gateway.bank.changes();

    String answer = answer(writing);

    assertThat(answer).as(what).contains(words).doesNotContain("Exception", "\tat ");
    if (!status.isEmpty()) {
      assertThat(answer).startsWith("HTTP/1.1 " + status);
    }
    assertThat(gateway.bank.changes()).isEqualTo(before);
    assertThat(gateway.own.ask(Question.get("/v1/status")).status()).isEqualTo(200);
  }

  @Test
  void aHeadIsAnsweredWithoutABodyAndEndsItsConnection() throws IOException {
    String head = "HEAD /v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    String answer = answer(out -> out.write(head.getBytes(UTF_8)));

    assertThat(answer).startsWith("HTTP/1.1 403").contains("JWS-Signature: ").endsWith("\r\n\r\n");
  }

  @Test
  @Timeout(30)
  void whoNeverReadsLosesTheConnection() throws IOException {
    var endpoint = gateway.gateway.endpoint();
    byte[] asked = "GET /openapi.yaml HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(UTF_8);
    try (var socket =
        gateway.tls.getSocketFactory().createSocket(endpoint.host(), endpoint.port())) {
      OutputStream out = socket.getOutputStream();

      assertThatThrownBy(
              () -> {
                while (true) {
                  out.write(asked);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoSpeaksInClearIsNotAnswered() throws IOException {
    try (var socket = plain()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      assertThat(read(socket)).doesNotContain("HTTP/1.1");
    }
  }

  private static String answer(Writing writing) throws IOException {
    var endpoint = gateway.gateway.endpoint();
    try (var socket =
        gateway.tls.getSocketFactory().createSocket(endpoint.host(), endpoint.port())) {
      socket.setSoTimeout(20_000);
      try {
        writing.to(socket.getOutputStream());
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // The gateway may have had enough before all was written.
      }
      return read(socket);
    }
  }

  private static Socket plain() throws IOException {
    var endpoint = gateway.gateway.endpoint();
    var socket = new Socket(endpoint.host(), endpoint.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// Until the gateway closes the connection, however it does.
  private static String read(Socket socket) {
    var read = new StringBuilder();
    byte[] piece = new byte[4096];
    try {
      int count = socket.getInputStream().read(piece);
      while (count >= 0) {
        read.append(new String(piece, 0, count, UTF_8));
        count = socket.getInputStream().read(piece);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the gateway keeps the connection, after " + read, e);
    } catch (IOException _) {
      // Reset, after what was read.
    }
    return read.toString();
  }
}
