package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who dribbles keeps nobody's register out.
@Timeout(60)
class RegisterDoorTest {
  private static final String ONE = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";
  private static final String REGISTER =
      """
      payer,currency,count,total
      KZ1,KZT,1,1
      line,account,phone,iin,bin,amount,purpose
      a,KZ2,,,,1,
      """;

  private final Deque<Socket> opened = new ArrayDeque<>();
  private GatewayFixture gateway;

  @BeforeEach
  void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket each : opened) {
      each.close();
    }
    gateway.close();
  }

  private static Question upload() {
    return new Question(
        "POST",
        "/v1/registers",
        new BoundFields("text/csv", "R1", ""),
        Bytes.of(REGISTER.getBytes(UTF_8)),
        Map.of());
  }

  /// A register whose bytes do not come, but for the first.
  private Socket dribbling(String from, String signature) throws IOException {
    return dribbling(gateway.tls, from, signature);
  }

  private Socket dribbling(SSLContext tls, String from, String signature) throws IOException {
    var endpoint = gateway.gateway.endpoint();
    Socket socket =
        tls.getSocketFactory()
            .createSocket(
                InetAddress.getByName(endpoint.host()),
                endpoint.port(),
                InetAddress.ofLiteral(from),
                0);
    opened.push(socket);
    socket.setSoTimeout(3_000);
    String head = "POST /v1/registers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 30000000\r\n";
    socket.getOutputStream().write((head + signature + "\r\np").getBytes(UTF_8));
    return socket;
  }

  private String signature(Duration later) {
    return "JWS-Signature: " + gateway.signed(upload(), later) + "\r\n";
  }

  /// Empty when there is none in three seconds.
  private static String answer(Socket socket) throws IOException {
    byte[] piece = new byte[4096];
    try {
      return new String(piece, 0, Math.max(0, socket.getInputStream().read(piece)), UTF_8);
    } catch (SocketTimeoutException _) {
      return "";
    }
  }

  @Test
  void whoSignsNothingIsRefusedBeforeTheBodyIsHere() throws IOException {
    assertThat(answer(dribbling(ONE, ""))).startsWith("HTTP/1.1 403");
    assertThat(answer(dribbling(OTHER, signature(Duration.ofMinutes(-6)))))
        .startsWith("HTTP/1.1 403");

    assertThat(gateway.own.ask(upload()).status()).isEqualTo(202);
  }

  @Test
  void whoShowsNoCertificateIsRefusedBeforeTheBodyIsHere() throws IOException {
    SSLContext nobody = TrustedHttp.context(List.of(gateway.papers.root()));

    assertThat(answer(dribbling(nobody, ONE, signature(Duration.ZERO)))).startsWith("HTTP/1.1 403");
    assertThat(gateway.own.ask(upload()).status()).isEqualTo(202);
  }

  @Test
  void anAddressHasOnePlace() throws IOException {
    var _ = dribbling(OTHER, signature(Duration.ZERO));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(answer(dribbling(OTHER, signature(Duration.ZERO))))
                    .startsWith("HTTP/1.1 429"));

    assertThat(gateway.own.ask(upload()).status()).isEqualTo(202);
  }
}
