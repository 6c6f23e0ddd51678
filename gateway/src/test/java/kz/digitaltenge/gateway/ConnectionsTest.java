package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who goes when there are too many, and who waits too long.
class ConnectionsTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String ONE = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server = opened(ServerSocketChannel.open());
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  private Connections connections(Duration head, Duration idle, int most, int mostOfOne) {
    return opened(new Connections(new ConnectionBounds(head, most, mostOfOne), idle));
  }

  private SocketChannel taken(Connections connections, String from) throws IOException {
    SocketChannel taken = accepted(from);
    connections.taken(taken);
    return taken;
  }

  private SocketChannel accepted(String from) throws IOException {
    SocketChannel caller = opened(SocketChannel.open());
    caller.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    caller.connect(server.getLocalAddress());
    return opened(server.accept());
  }

  private static SocketAddress of(SocketChannel channel) throws IOException {
    return channel.getRemoteAddress();
  }

  @Test
  void theEldestThatWaitsGoesForTheNewest() throws IOException {
    Connections connections = connections(LONG, LONG, 3, 9);
    SocketChannel eldest = taken(connections, ONE);
    SocketChannel second = taken(connections, ONE);
    SocketChannel third = taken(connections, OTHER);

    SocketChannel newest = taken(connections, OTHER);

    assertThat(eldest.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(third.isOpen()).isTrue();
    assertThat(newest.isOpen()).isTrue();
    assertThat(connections.count()).isEqualTo(3);
  }

  @Test
  void anAddressThatOpensManyTakesOnlyFromItself() throws IOException {
    Connections connections = connections(LONG, LONG, 100, 2);
    SocketChannel eldest = taken(connections, OTHER);
    SocketChannel first = taken(connections, ONE);

    for (int i = 0; i < 20; i++) {
      assertThat(taken(connections, ONE).isOpen()).isTrue();
    }

    assertThat(eldest.isOpen()).isTrue();
    assertThat(first.isOpen()).isFalse();
    assertThat(connections.count()).isEqualTo(3);
  }

  @Test
  void whoHasSignedARequestStaysBeforeStrangers() throws IOException {
    Connections connections = connections(LONG, LONG, 2, 2);
    SocketChannel known = taken(connections, ONE);
    connections.busy(of(known));
    connections.known(of(known));
    connections.answered(of(known));

    for (int i = 0; i < 20; i++) {
      SocketChannel stranger = taken(connections, ONE);
      assertThat(stranger.isOpen()).isTrue();
    }

    assertThat(known.isOpen()).isTrue();
  }

  @Test
  void whoWasAnsweredAndSignedNothingGoesLikeAnyStranger() throws IOException {
    Connections connections = connections(LONG, LONG, 2, 2);
    SocketChannel unsigned = taken(connections, ONE);
    connections.busy(of(unsigned));
    connections.answered(of(unsigned));
    SocketChannel newcomer = taken(connections, ONE);

    var _ = taken(connections, ONE);

    assertThat(unsigned.isOpen()).isFalse();
    assertThat(newcomer.isOpen()).isTrue();
  }

  @Test
  void whoseBodyIsToComeGoesLikeWhoWaits() throws IOException {
    Connections connections = connections(Duration.ofMillis(200), LONG, 2, 2);
    SocketChannel slow = taken(connections, ONE);
    connections.reads(of(slow));
    Awaitility.await().during(Duration.ofMillis(500)).until(slow::isOpen);
    SocketChannel whole = taken(connections, ONE);
    connections.reads(of(whole));
    connections.busy(of(whole));

    SocketChannel newest = taken(connections, ONE);

    assertThat(slow.isOpen()).isFalse();
    assertThat(whole.isOpen()).isTrue();
    assertThat(newest.isOpen()).isTrue();
    assertThat(connections.count()).isEqualTo(2);
  }

  @Test
  void theEldestBodyOfAnAddressGoesForOneTooMany() throws IOException {
    Connections connections = connections(LONG, LONG, 100, 10);
    SocketChannel others = taken(connections, OTHER);
    connections.reads(of(others));
    SocketChannel first = taken(connections, ONE);
    SocketChannel second = taken(connections, ONE);
    SocketChannel third = taken(connections, ONE);
    connections.reads(of(first));
    connections.reads(of(second));

    connections.reads(of(third));

    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(third.isOpen()).isTrue();
    assertThat(others.isOpen()).isTrue();
    connections.answered(of(second));
    SocketChannel fourth = taken(connections, ONE);
    connections.reads(of(fourth));
    assertThat(third.isOpen()).isTrue();
    assertThat(connections.count()).isEqualTo(4);
  }

  @Test
  void aRequestUnderWayIsNeverCutAndTheNewestIsRefusedWhenAllAreBusy() throws IOException {
    Connections connections = connections(Duration.ofMillis(100), Duration.ofMillis(100), 2, 2);
    SocketChannel first = taken(connections, ONE);
    connections.busy(of(first));
    SocketChannel second = taken(connections, ONE);
    connections.busy(of(second));
    SocketChannel newest = accepted(ONE);

    assertThatIllegalStateException().isThrownBy(() -> connections.taken(newest));
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .until(() -> first.isOpen() && second.isOpen());
    assertThat(connections.count()).isEqualTo(2);

    connections.answered(of(first));
    connections.taken(newest);

    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
  }

  @Test
  void waitsForHeadsHaveAnEnd() throws IOException {
    Connections connections = connections(Duration.ofMillis(200), LONG, 9, 9);
    SocketChannel silent = taken(connections, ONE);
    SocketChannel idle = taken(connections, ONE);
    connections.busy(of(idle));
    connections.answered(of(idle));

    Awaitility.await().until(() -> !silent.isOpen());
    assertThat(idle.isOpen()).isTrue();

    Connections brief = connections(LONG, Duration.ofMillis(200), 9, 9);
    SocketChannel next = taken(brief, ONE);
    SocketChannel stranger = taken(brief, ONE);
    brief.busy(of(next));
    brief.answered(of(next));
    Awaitility.await().until(() -> !next.isOpen());
    assertThat(stranger.isOpen()).isTrue();
  }

  @Test
  void whoHasGoneIsForgotten() throws IOException {
    Connections connections = connections(LONG, LONG, 2, 2);
    SocketChannel kept = taken(connections, ONE);
    for (int i = 0; i < 20; i++) {
      taken(connections, OTHER).close();
    }

    Awaitility.await().until(() -> connections.count() == 1);
    assertThat(kept.isOpen()).isTrue();
  }
}
