package kz.digitaltenge.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.api.wire.Frame;
import kz.digitaltenge.api.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whose request a call belongs to, at its other end.
final class TracedCallTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final byte[] BYTES = HexFormat.of().parseHex(ID + "01");

  /// Answers with the trace that it is called under.
  private static final Handler WHICH =
      (_, _, _) ->
          CompletableFuture.completedFuture(
              Trace.current().map(Trace::toString).orElse("none").getBytes(UTF_8));

  private final StreamFixture fixture = new StreamFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aCallTakesAlongWhoseRequestItBelongsTo() {
    fixture.serve("peer", WHICH);
    var client = fixture.client("peer");

    for (boolean sampled : new boolean[] {true, false}) {
      var trace = new Trace(ID, sampled);
      assertThat(trace.during(() -> said(client))).isEqualTo(trace.toString());
    }
    assertThat(said(client)).isEqualTo("none");
  }

  @Test
  void workHandedToAnotherThreadIsStillOfTheRequest() throws InterruptedException {
    var seen = new CompletableFuture<Optional<Trace>>();
    var trace = new Trace(ID, true);
    Runnable work = () -> seen.complete(Trace.current());
    Runnable carried = trace.during(() -> Trace.carried(work));

    Thread.ofVirtual().start(carried).join();

    assertThat(seen.join()).contains(trace);
    assertThat(Trace.carried(work)).isSameAs(work);
  }

  private static String said(Link link) {
    return new String(link.call(1, new byte[0]).join(), UTF_8);
  }

  static Stream<byte[]> lies() {
    byte[] otherFlags = BYTES.clone();
    otherFlags[16] = 2;
    return Stream.of(
        new byte[17],
        new byte[] {1},
        Arrays.copyOf(BYTES, 16),
        Arrays.copyOf(BYTES, 18),
        otherFlags,
        new byte[900]);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void whatIsNoTraceIsDroppedAndTheCallIsHandled(byte[] lie) {
    var seen = new CompletableFuture<Optional<Trace>>();
    fixture.serve(
        "peer",
        (_, _, body) -> {
          seen.complete(Trace.current());
          return CompletableFuture.completedFuture(body);
        });
    var message = Message.newBuilder().setCorrelation(1).setKind(1);
    var tls = TlsContexts.client(fixture.network().node(StreamFixture.CALLER));
    try (var caller = new RawCaller(fixture.endpoint(), tls, "peer").awaitOpen()) {
      caller.send(
          Frame.newBuilder()
              .addMessages(message.setTrace(ByteString.copyFrom(lie)))
              .build()
              .toByteArray());

      assertThat(seen.orTimeout(30, TimeUnit.SECONDS).join()).isEmpty();
    }
  }

  @Test
  void itsBytesAreTheIdAndOneMore() {
    assertThat(new Trace(ID, true).encode()).isEqualTo(BYTES);
    assertThat(Trace.decode(BYTES)).contains(new Trace(ID, true));
    assertThat(Trace.decode(new Trace(ID, false).encode())).contains(new Trace(ID, false));
  }
}
