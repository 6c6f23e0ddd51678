package kz.digitaltenge.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Whatever peers and strangers send, a server's memory stays bounded: it is a process of its own
/// with 40 MiB of heap and 24 MiB beside it, which ends when the heap is full. An honest caller is
/// served meanwhile; afterwards it is the same process and holds what it held before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BoundedMemoryTest {
  private static final int HEAP_MEBIBYTES = 40;
  private static final int DIRECT_MEBIBYTES = 24;

  /// Of the heap after a collection, above what it was before anything hostile came.
  private static final long GROWTH_MAX_BYTES = 4L << 20;

  /// Outside the heap, at any time. Beyond it the transport would refuse honest callers too.
  private static final long DIRECT_MAX_BYTES = 20L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 4;
  private static final int STREAMS = 32;
  private static final int RESETS = 20_000;
  private static final int PIECE_BYTES = 16 << 10;

  @TempDir private static Path folder = Path.of("");
  private final TestNetwork network = new TestNetwork();
  private final NetworkThreads threads = NetworkThreads.start(1);
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final List<Socket> sockets = new ArrayList<>();
  private Process process;
  private BufferedReader answers;
  private Writer questions;
  private Endpoint endpoint;
  private StreamClient honest;
  private Thread caller;
  private long heapBefore;
  private int servedBefore;

  @BeforeAll
  void start() throws Exception {
    process =
        new ProcessBuilder(
                Path.of(property("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MEBIBYTES + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                property("java.class.path"),
                SmallServer.class.getName())
            .redirectError(folder.resolve("log").toFile())
            .start();
    answers = process.inputReader(UTF_8);
    questions = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    TlsIdentity server = network.node(StreamFixture.SERVER);
    tell(server.chain().getFirst().getEncoded());
    tell(server.key().getEncoded());
    tell(network.root().getEncoded());
    endpoint = new Endpoint("127.0.0.1", Integer.parseInt(answer()));
    honest =
        new StreamClient(
            new StreamTarget(endpoint, StreamFixture.SERVER, "peer"),
            network.node("ALTYKZKX"),
            SmallServer.limits().withTimeouts(PATIENCE, PATIENCE, PATIENCE),
            threads);
    for (int i = 0; i < 500; i++) {
      callHonestly();
    }
    heapBefore = memory()[0];
    caller = Thread.ofPlatform().start(this::callOnAndOn);
  }

  @AfterAll
  void stop() throws Exception {
    enough.set(true);
    caller.join();
    honest.close();
    threads.close();
    questions.close();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(folder.resolve("log")).content().doesNotContain("OutOf", "SEVERE", "WARNING");
  }

  @BeforeEach
  void countHonestCalls() {
    servedBefore = served.get();
  }

  @AfterEach
  void itHoldsWhatItHeldBefore() throws IOException {
    int meanwhile = served.get() - servedBefore;
    for (Socket each : sockets) {
      each.close();
    }
    sockets.clear();
    long[] memory = memory();
    assertThat(process.isAlive()).isTrue();
    assertThat(memory[1]).as("outside the heap").isLessThan(DIRECT_MAX_BYTES);
    assertThat(memory[0]).as("in the heap").isLessThan(heapBefore + GROWTH_MAX_BYTES);
    callHonestly();
    assertThat(caller.isAlive()).as("an honest caller was served all the time").isTrue();
    assertThat(meanwhile).as("calls of an honest caller that were answered meanwhile").isPositive();
  }

  @Test
  void messagesOfTwoGigabytesThatComeDropByDrop() throws IOException, GeneralSecurityException {
    for (HalfFrame attacker : attackers()) {
      for (OutputStream out : openEverywhere(attacker, HalfFrame.FRAMES)) {
        onEachStream(out, stream -> HalfFrame.announce(out, stream, Integer.MAX_VALUE));
        for (int drop = 0; drop < 5; drop++) {
          onEachStream(out, stream -> HalfFrame.data(out, stream, new byte[1]));
        }
      }
    }
  }

  @Test
  void halfFramesOnAsManyStreamsAsThereAre() throws IOException, GeneralSecurityException {
    halfMessages(attackers().getFirst(), HalfFrame.FRAMES);
  }

  @Test
  void halfMessagesToAPlainService() throws IOException, GeneralSecurityException {
    halfMessages(
        new HalfFrame(network.identity("Aigul", PeerIdentity.Kind.OPERATOR), endpoint),
        SmallServer.PLAIN_PATH);
  }

  @Test
  void connectionsAndHandshakesWithoutEnd() throws IOException, GeneralSecurityException {
    HalfFrame attacker = attackers().getFirst();
    byte[] hello = {22, 3, 1, 62, (byte) 128, 1, 0, 62, 124};
    for (int i = 0; i < 200; i++) {
      var silent = new Socket(endpoint.host(), endpoint.port());
      sockets.add(silent);
      if (i % 2 == 0) {
        quietly(silent.getOutputStream(), out -> out.write(hello));
        quietly(silent.getOutputStream(), out -> out.write(new byte[PIECE_BYTES - 500]));
      }
      if (i % 10 == 0) {
        connected(attacker);
      }
    }
  }

  @Test
  void tensOfThousandsOfStreamsOpenedAndTakenBack() throws IOException, GeneralSecurityException {
    HalfFrame attacker = attackers().getFirst();
    int opened = 0;
    while (opened < RESETS) {
      OutputStream out = connected(attacker);
      int first = opened;
      for (int stream = 1; stream < 2_400 && opened < RESETS; stream += 2) {
        int number = stream;
        if (!quietly(out, to -> HalfFrame.openAndReset(to, number))) {
          break;
        }
        opened++;
      }
      quietly(out, OutputStream::flush);
      sockets.removeLast().close();
      // A refused connection takes nothing; it counts, so that this ends.
      opened = Math.max(opened, first + 1);
    }
  }

  @Test
  void headersWithoutEnd() throws IOException, GeneralSecurityException {
    for (int i = 0; i < CONNECTIONS; i++) {
      OutputStream out = connected(attackers().getFirst());
      int pieces = 0;
      quietly(out, HalfFrame::beginHeaders);
      while (pieces < 100 && quietly(out, to -> HalfFrame.moreHeaders(to, PIECE_BYTES - 200))) {
        pieces++;
        quietly(out, OutputStream::flush);
      }
      assertThat(pieces).as("pieces taken").isLessThan(100);
    }
  }

  /// All of each message but its last bytes.
  private void halfMessages(HalfFrame attacker, String path)
      throws IOException, GeneralSecurityException {
    int size = SmallServer.limits().frameSizeBytes();
    for (OutputStream out : openEverywhere(attacker, path)) {
      onEachStream(out, stream -> HalfFrame.announce(out, stream, size));
      for (int sent = 0; sent < size - 2 * PIECE_BYTES; sent += PIECE_BYTES) {
        onEachStream(out, stream -> HalfFrame.data(out, stream, new byte[PIECE_BYTES]));
      }
    }
  }

  /// As many streams as a connection carries, on as many connections as a peer may have.
  private List<OutputStream> openEverywhere(HalfFrame attacker, String path)
      throws IOException, GeneralSecurityException {
    var all = new ArrayList<OutputStream>();
    for (int i = 0; i < CONNECTIONS; i++) {
      OutputStream out = connected(attacker);
      onEachStream(out, stream -> HalfFrame.open(out, stream, path));
      all.add(out);
    }
    return all;
  }

  private List<HalfFrame> attackers() {
    return List.of("KCJBKZKX", "KZIBKZKA").stream()
        .map(name -> new HalfFrame(network.node(name), endpoint))
        .toList();
  }

  private OutputStream connected(HalfFrame attacker) throws IOException, GeneralSecurityException {
    try {
      sockets.add(attacker.connect());
    } catch (SocketException _) {
      sockets.add(new Socket());
      return OutputStream.nullOutputStream();
    }
    return new BufferedOutputStream(sockets.getLast().getOutputStream(), PIECE_BYTES);
  }

  /// What an attacker says.
  @FunctionalInterface
  private interface Words {
    void to(OutputStream out) throws IOException;
  }

  @FunctionalInterface
  private interface OnStream {
    void say(int stream) throws IOException;
  }

  private static void onEachStream(OutputStream out, OnStream words) {
    for (int i = 0; i < STREAMS; i++) {
      int stream = 2 * i + 1;
      if (!quietly(out, _ -> words.say(stream))) {
        return;
      }
    }
    quietly(out, OutputStream::flush);
  }

  /// Whether the server had not hung up.
  private static boolean quietly(OutputStream out, Words words) {
    try {
      words.to(out);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void callOnAndOn() {
    while (!enough.get()) {
      callHonestly();
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void callHonestly() {
    byte[] body = "honest".getBytes(UTF_8);
    assertThat(honest.call(1, body).join()).isEqualTo(body);
    served.incrementAndGet();
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name));
  }

  private void tell(byte[] bytes) throws IOException {
    questions.write(Base64.getEncoder().encodeToString(bytes) + "\n");
    questions.flush();
  }

  private String answer() throws IOException {
    return Objects.requireNonNull(answers.readLine(), "the process has ended");
  }

  /// In the heap now, and the most outside it since it was asked for.
  private long[] memory() throws IOException {
    questions.write("?\n");
    questions.flush();
    return new long[] {Long.parseLong(answer()), Long.parseLong(answer())};
  }
}
