package kz.digitaltenge.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.wire.Frame;
import kz.digitaltenge.api.wire.Message;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What strangers and broken or dishonest peers can do to a server and a client: end their own
/// connection. After each attempt an honest caller is served, and the log holds no warning.
final class HostilePeerTest {
  private static final int SEED = 20_260_101;

  private final LogWatch log = new LogWatch();
  private final StreamFixture fixture = new StreamFixture();
  private final AtomicInteger handled = new AtomicInteger();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void serve() {
    fixture.serve(
        server ->
            server
                .service("peer", _ -> true, this::counted)
                .service("operator", PeerIdentity::isOperator, this::counted));
  }

  @AfterEach
  void anHonestCallerIsServedAndNothingWasLogged() throws Exception {
    assertThat(fixture.client("peer").call(1, text("honest")).join()).isEqualTo(text("honest"));
    for (AutoCloseable each : opened) {
      each.close();
    }
    fixture.close();
    log.close();
    assertThat(log.warnings()).isEmpty();
  }

  private CompletableFuture<byte[]> counted(PeerIdentity peer, int kind, byte[] body) {
    handled.incrementAndGet();
    return CompletableFuture.completedFuture(body);
  }

  @Test
  void aCallerOfAnotherNetworkIsRefused() {
    TlsIdentity stranger = new TestNetwork().nodeTrusting("KCJBKZKX", fixture.network());

    var call = fixture.clientAs(stranger, target(StreamFixture.SERVER)).call(1, text("x"));

    assertThat(StreamFixture.failure(call).code()).matches(REFUSED::contains);
    assertThat(handled).hasValue(0);
  }

  @Test
  void aServerOfAnotherNetworkIsRefused() {
    TlsIdentity strict = fixture.network().nodeTrusting("KCJBKZKX", new TestNetwork());

    var call = fixture.clientAs(strict, target(StreamFixture.SERVER)).call(1, text("x"));

    assertThat(StreamFixture.failure(call).code()).isEqualTo(ErrorCode.PEER_NOT_TRUSTED);
    assertThat(handled).hasValue(0);
  }

  @Test
  void aServerWithAnotherNameIsRefusedBeforeAnythingIsSent() {
    TlsIdentity caller = fixture.network().node("KCJBKZKX");

    var call = fixture.clientAs(caller, target("ALTYKZKX")).call(1, text("x"));

    var problem = StreamFixture.failure(call);
    assertThat(problem.code()).isEqualTo(ErrorCode.PEER_NOT_TRUSTED);
    assertThat(problem.whatHappened()).contains("names " + StreamFixture.SERVER);
    assertThat(handled).hasValue(0);
  }

  @Test
  void aCallerWithoutACertificateIsRefused() throws IOException {
    var anonymous = GrpcSslContexts.forClient().trustManager(fixture.network().root()).build();

    var ending = opened(new RawCaller(fixture.endpoint(), anonymous, "peer")).ending();

    assertThat(ending.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(handled).hasValue(0);
  }

  @Test
  void aServiceRefusesThoseItDoesNotAdmit() {
    var node = fixture.client("operator").call(1, text("x"));

    assertThat(StreamFixture.failure(node).code()).isEqualTo(ErrorCode.CALLER_NOT_ADMITTED);

    var operator = fixture.network().identity("Aigul", PeerIdentity.Kind.OPERATOR);
    var target = new StreamTarget(fixture.endpoint(), StreamFixture.SERVER, "operator");
    assertThat(fixture.clientAs(operator, target).call(1, text("x")).join()).isEqualTo(text("x"));
  }

  @Test
  void anUnknownServiceIsSaidSo() {
    var call = fixture.client("no-such-service").call(1, text("x"));

    assertThat(StreamFixture.failure(call).code()).isEqualTo(ErrorCode.UNKNOWN_SERVICE);
  }

  @Test
  void garbageBytesToThePortEndTheirConnection() throws IOException {
    var random = new Random(SEED);
    for (int attempt = 0; attempt < 20; attempt++) {
      var garbage = new byte[1 + random.nextInt(5_000)];
      random.nextBytes(garbage);
      try (var socket = new Socket(fixture.endpoint().host(), fixture.endpoint().port())) {
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(garbage);
        socket.shutdownOutput();
        readToEnd(socket.getInputStream());
      }
    }
  }

  private static void readToEnd(InputStream in) {
    try {
      in.readAllBytes();
    } catch (IOException _) {
      // A reset is an end too.
    }
  }

  @Test
  void aGarbledFrameIsAnsweredWithATypedErrorAndTheStreamCloses() {
    var random = new Random(SEED);
    for (int attempt = 0; attempt < 20; attempt++) {
      // Field 1 with a length beyond the end: never a frame, whatever follows.
      var garbage = new byte[3 + random.nextInt(50)];
      random.nextBytes(garbage);
      garbage[0] = 0x0A;
      garbage[1] = 0x7F;
      var caller = rawCaller();

      caller.send(garbage);

      assertThat(caller.ending().problem().code()).isEqualTo(ErrorCode.MALFORMED_MESSAGE);
      assertThat(caller.ending().status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void randomBytesAsAFrameNeverEndInAnInternalError() {
    var random = new Random(SEED);
    for (int attempt = 0; attempt < 60; attempt++) {
      var bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      var caller = rawCaller();

      caller.send(bytes);
      caller.halfClose();

      assertThat(caller.ending().status().getCode())
          .isIn(Status.Code.OK, Status.Code.INVALID_ARGUMENT);
      caller.close();
    }
  }

  @Test
  void anOversizedFrameIsRefused() {
    var caller = rawCaller();

    caller.send(frameOf(call(new byte[fixture.limits().frameSizeBytes()])));

    // gRPC resets the stream; why is known only here.
    assertThat(caller.ending().status().getCode()).isEqualTo(Status.Code.CANCELLED);
    assertThat(handled).hasValue(0);
  }

  @Test
  void aFrameWithTooManyMessagesIsRefused() {
    var messages = new Message[fixture.limits().frameMessages() + 1];
    Arrays.fill(messages, call(new byte[0]));
    var caller = rawCaller();

    caller.send(frameOf(messages));

    assertThat(caller.ending().problem().code()).isEqualTo(ErrorCode.MALFORMED_MESSAGE);
    assertThat(handled).hasValue(0);
  }

  @Test
  void halfAFrameIsNotHandled() throws Exception {
    var cut = new HalfFrame(fixture.network().node("KCJBKZKX"), fixture.endpoint());

    cut.sendAndHangUp();

    assertThat(handled).hasValue(0);
  }

  @Test
  void aCallerThatReadsNoAnswersHoldsUpOnlyItself() {
    var caller = rawCaller();
    int calls = 20_000;
    int sent = 0;
    while (sent < calls && comesToHaveRoom(caller)) {
      caller.send(frameOf(call(new byte[1_000])));
      sent++;
    }

    assertThat(sent).isLessThan(calls);
    // What the server holds, and the answers that lie in the transports.
    assertThat(handled).hasValueLessThan(fixture.limits().pendingCalls() + 3_000);
  }

  private static boolean comesToHaveRoom(RawCaller caller) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (!caller.hasRoom() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(100_000);
    }
    return caller.hasRoom();
  }

  @Test
  void onePeerHoldsOnlySoManyStreams() {
    for (int stream = 0; stream < fixture.limits().streamsPerPeer(); stream++) {
      rawCaller();
    }

    var oneMore = opened(new RawCaller(fixture.endpoint(), callerTls(), "peer"));

    assertThat(oneMore.ending().problem().code()).isEqualTo(ErrorCode.OVERLOADED);
    opened.forEach(HostilePeerTest::closeQuietly);
    awaitRoomForStreams();
  }

  private void awaitRoomForStreams() {
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> fixture.client("peer").call(1, text("x")).join().length == 1);
  }

  private RawCaller rawCaller() {
    return opened(new RawCaller(fixture.endpoint(), callerTls(), "peer")).awaitOpen();
  }

  private SslContext callerTls() {
    return TlsContexts.client(fixture.network().node(StreamFixture.CALLER));
  }

  private RawCaller opened(RawCaller caller) {
    opened.add(caller);
    return caller;
  }

  private StreamTarget target(String peer) {
    return new StreamTarget(fixture.endpoint(), peer, "peer");
  }

  private static void closeQuietly(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Message call(byte[] body) {
    return Message.newBuilder()
        .setCorrelation(1)
        .setKind(1)
        .setBody(ByteString.copyFrom(body))
        .build();
  }

  private static byte[] frameOf(Message... messages) {
    return Frame.newBuilder().addAllMessages(List.of(messages)).build().toByteArray();
  }

  private static final Set<ErrorCode> REFUSED =
      Set.of(ErrorCode.PEER_UNAVAILABLE, ErrorCode.PEER_NOT_TRUSTED);

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
