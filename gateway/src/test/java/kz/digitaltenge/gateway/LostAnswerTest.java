package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.gateway.client.ParticipantClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a bank's program is told when no answer comes: whether the question may have arrived.
class LostAnswerTest {
  @TempDir private Path folder = Path.of("");

  /// What becomes of a connection that is accepted.
  @FunctionalInterface
  interface Meeting {
    void with(GatewayFixture gateway, Socket caller) throws IOException;
  }

  static Stream<Arguments> meetings() {
    return Stream.of(
        row("it hangs up at once", ErrorCode.PEER_UNAVAILABLE, (_, caller) -> caller.close()),
        row(
            "it reads and hangs up",
            ErrorCode.CONNECTION_LOST,
            (gateway, caller) -> {
              try (SSLSocket secure = gateway.accepted(caller)) {
                var _ = secure.getInputStream().read();
              }
            }));
  }

  private static Arguments row(String what, ErrorCode told, Meeting meeting) {
    return Arguments.of(what, told, meeting);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("meetings")
  void theCallerIsToldWhetherItMayHaveArrived(String what, ErrorCode told, Meeting meeting)
      throws IOException {
    try (var gateway = new GatewayFixture(folder);
        var server = new ServerSocket(0)) {
      var _ = Thread.ofVirtual().start(() -> meet(gateway, server, meeting));
      ParticipantClient own = gateway.own;
      var client =
          new ParticipantClient(
              own.http(),
              URI.create("https://127.0.0.1:" + server.getLocalPort()),
              own.bank(),
              own.participant(),
              own.signer(),
              own.answering());

      assertThatThrownBy(() -> client.ask(GatewayFixture.pay("p", "a", "b", "1")))
          .as(what)
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.problem().code()).isEqualTo(told));
    }
  }

  private static void meet(GatewayFixture gateway, ServerSocket server, Meeting meeting) {
    while (!server.isClosed()) {
      try {
        meeting.with(gateway, server.accept());
      } catch (IOException _) {
        // The caller has gone, or the test has ended.
      }
    }
  }
}
