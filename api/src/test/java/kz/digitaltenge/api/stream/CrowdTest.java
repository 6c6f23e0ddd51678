package kz.digitaltenge.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Connections and streams without end, and bytes that come drop by drop: each has a bound, and an
/// honest caller that was there before, and one that comes meanwhile, are served.
final class CrowdTest {
  private static final int PER_PEER = 8;
  private static final int STRANGERS = 32;
  private static final int WAIT_MILLIS = 10_000;

  private final LogWatch log = new LogWatch();
  private final StreamFixture fixture = new StreamFixture();
  private final AtomicInteger handled = new AtomicInteger();
  private final List<Socket> sockets = new ArrayList<>();
  private final StreamClient before;

  CrowdTest() {
    fixture.limits(
        StreamLimits.standard()
            .withConnections(PER_PEER, STRANGERS)
            .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(10)));
    fixture.serve("peer", this::echo);
    before = client("ALTYKZKX");
  }

  @BeforeEach
  void anHonestCallerIsThere() {
    assertThat(before.call(1, text("before")).join()).isEqualTo(text("before"));
  }

  @AfterEach
  void honestCallersAreServedAndNothingWasLogged() throws Exception {
    assertThat(before.call(1, text("still")).join()).isEqualTo(text("still"));
    assertThat(client("KZIBKZKA").call(1, text("new")).join()).isEqualTo(text("new"));
    for (Socket each : sockets) {
      each.close();
    }
    fixture.close();
    log.close();
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void ofStrangersThatSayNothingTheEldestGo() throws IOException {
    int crowd = 4 * STRANGERS;
    for (int i = 0; i < crowd; i++) {
      sockets.add(new Socket(fixture.endpoint().host(), fixture.endpoint().port()));
    }

    for (Socket eldest : sockets.subList(0, crowd - STRANGERS - 1)) {
      assertThat(ends(eldest)).isTrue();
    }
  }

  @Test
  void aHandshakeThatComesDropByDropEnds() throws IOException {
    var trickle = new Socket(fixture.endpoint().host(), fixture.endpoint().port());
    sockets.add(trickle);
    // The beginning of a TLS record that claims 16 000 bytes.
    byte[] hello = {22, 3, 1, 62, (byte) 128, 1};
    long begin = System.nanoTime();
    int sent = 0;
    try {
      while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20)) {
        trickle.getOutputStream().write(sent < hello.length ? hello[sent] : 0);
        sent++;
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException _) {
      // The server hung up while the next byte was on its way.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void onePeerHoldsOnlySoManyConnections() throws IOException, GeneralSecurityException {
    var raw = raw();
    for (int i = 0; i < PER_PEER; i++) {
      Socket admitted = raw.connect();
      sockets.add(admitted);
      assertThat(admitted.getInputStream().read()).isNotNegative();
    }

    for (int i = 0; i < 3 * PER_PEER; i++) {
      assertThat(isRefused(raw)).isTrue();
    }
    assertThat(handled).hasValue(1);
  }

  @Test
  void thePlaceOfAConnectionThatEndedIsFree() throws IOException, GeneralSecurityException {
    var raw = raw();
    for (int i = 0; i < 5 * PER_PEER; i++) {
      try (Socket admitted = raw.connect()) {
        assertThat(admitted.getInputStream().read()).isNotNegative();
      }
      awaitClosed(i);
    }
  }

  /// Closing takes the server a moment.
  private static void awaitClosed(int attempt) {
    try {
      TimeUnit.MILLISECONDS.sleep(attempt % PER_PEER == PER_PEER - 1 ? 100 : 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void streamsOpenedAndTakenBackWithoutEndEndTheConnection()
      throws IOException, GeneralSecurityException {
    Socket socket = raw().connect();
    sockets.add(socket);
    boolean ended = false;
    try {
      for (int stream = 1; stream < 40_000; stream += 2) {
        HalfFrame.openAndReset(socket.getOutputStream(), stream);
      }
    } catch (SocketException _) {
      ended = true;
    }

    assertThat(ended || ends(socket)).isTrue();
  }

  @Test
  void aMessageOfTwoGigabytesIsRefusedByItsAnnouncement()
      throws IOException, GeneralSecurityException {
    Socket socket = raw().connect();
    sockets.add(socket);
    HalfFrame.open(socket.getOutputStream(), 1);
    HalfFrame.announce(socket.getOutputStream(), 1, Integer.MAX_VALUE);
    socket.getOutputStream().flush();

    // The stream is over; the connection may go on, and holds nothing.
    socket.setSoTimeout(WAIT_MILLIS);
    assertThat(socket.getInputStream().read()).isNotNegative();
    assertThat(handled).hasValue(1);
  }

  @Test
  void aFrameOfHttpLargerThanAgreedEndsTheConnection()
      throws IOException, GeneralSecurityException {
    Socket socket = raw().connect();
    sockets.add(socket);
    HalfFrame.open(socket.getOutputStream(), 1);
    HalfFrame.announceHttpFrame(socket.getOutputStream(), (1 << 24) - 1);
    socket.getOutputStream().flush();

    assertThat(ends(socket)).isTrue();
  }

  @Test
  void hundredsOfStreamsBeyondThoseOfOnePeerAreAnsweredBusy() {
    var callers = new ArrayList<RawCaller>();
    int answered = 0;
    var tls = TlsContexts.client(fixture.network().node(StreamFixture.CALLER));
    for (int i = 0; i < fixture.limits().streamsPerPeer(); i++) {
      callers.add(new RawCaller(fixture.endpoint(), tls, "peer").awaitOpen());
    }
    for (int i = 0; i < 200; i++) {
      try (var oneMore = new RawCaller(fixture.endpoint(), tls, "peer")) {
        var ending = oneMore.ending();
        // Nothing but the end reaches whose connection is cut before.
        if (!ending.trailers().keys().isEmpty()) {
          assertThat(ending.problem().code()).isEqualTo(ErrorCode.OVERLOADED);
          answered++;
        }
      }
    }
    callers.forEach(RawCaller::close);
    assertThat(answered).isPositive();
  }

  private CompletableFuture<byte[]> echo(PeerIdentity peer, int kind, byte[] body) {
    handled.incrementAndGet();
    return CompletableFuture.completedFuture(body);
  }

  private StreamClient client(String name) {
    return fixture.clientAs(
        fixture.network().node(name),
        new StreamTarget(fixture.endpoint(), StreamFixture.SERVER, "peer"));
  }

  private HalfFrame raw() {
    return new HalfFrame(fixture.network().node(StreamFixture.CALLER), fixture.endpoint());
  }

  private boolean isRefused(HalfFrame raw) throws IOException, GeneralSecurityException {
    try {
      Socket oneMore = raw.connect();
      sockets.add(oneMore);
      return ends(oneMore);
    } catch (SocketException _) {
      // Before it had said all that it wanted to say.
      return true;
    }
  }

  /// Whether the server ends the connection by itself.
  private static boolean ends(Socket socket) throws IOException {
    socket.setSoTimeout(WAIT_MILLIS);
    try {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // What the server said before it hung up.
      }
      return true;
    } catch (SocketException _) {
      return true;
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
