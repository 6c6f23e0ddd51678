package kz.digitaltenge.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls over real sockets with real certificates.
final class StreamTest {
  private static final Handler ECHO = (_, _, body) -> CompletableFuture.completedFuture(body);

  private final StreamFixture fixture = new StreamFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aCallIsAnswered() {
    fixture.serve("peer", ECHO);

    assertThat(fixture.client("peer").call(1, text("hello")).join()).isEqualTo(text("hello"));
  }

  @Test
  void theHandlerLearnsWhoCallsAndWhatKindItIs() {
    fixture.serve(
        "peer",
        (peer, kind, _) ->
            CompletableFuture.completedFuture(text(peer.kind() + " " + peer.name() + " " + kind)));

    assertThat(fixture.client("peer").call(7, new byte[0]).join())
        .isEqualTo(text("NODE " + StreamFixture.CALLER + " 7"));
  }

  @Test
  void manyConcurrentCallsEachGetTheirOwnAnswer() {
    fixture.serve("peer", ECHO);
    var client = fixture.client("peer");
    int threads = 8;
    int callsEach = 400;

    var perThread = new ArrayList<CompletableFuture<Boolean>>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread * callsEach;
      perThread.add(CompletableFuture.supplyAsync(() -> echoed(client, first, callsEach)));
    }

    assertThat(perThread).allSatisfy(ok -> assertThat(ok.join()).isTrue());
  }

  private static boolean echoed(Link link, int first, int count) {
    var answers =
        IntStream.range(first, first + count)
            .mapToObj(n -> link.call(1, text("call " + n)).thenApply(b -> new String(b, UTF_8)))
            .toList();
    return IntStream.range(0, count)
        .allMatch(i -> answers.get(i).join().equals("call " + (first + i)));
  }

  @Test
  void answersComeInTheOrderTheyAreReady() {
    var slow = new CompletableFuture<byte[]>();
    fixture.serve(
        "peer", (_, kind, body) -> kind == 1 ? slow : CompletableFuture.completedFuture(body));
    var client = fixture.client("peer");

    var first = client.call(1, text("slow"));
    var second = client.call(2, text("fast"));

    assertThat(second.join()).isEqualTo(text("fast"));
    assertThat(first).isNotDone();
    slow.complete(text("at last"));
    assertThat(first.join()).isEqualTo(text("at last"));
  }

  @Test
  void severalServicesLiveAtOnePort() {
    fixture.serve(
        server ->
            server
                .service("peer", _ -> true, answering("peer"))
                .service("notary", _ -> true, answering("notary")));

    assertThat(fixture.client("peer").call(1, text("")).join()).isEqualTo(text("peer"));
    assertThat(fixture.client("notary").call(1, text("")).join()).isEqualTo(text("notary"));
  }

  private static Handler answering(String answer) {
    return (_, _, _) -> CompletableFuture.completedFuture(text(answer));
  }

  @Test
  void aHandlersProblemReachesTheCallerAsItIs() {
    var problem = Problem.of(ErrorCode.BANK_BLOCKED, "bank", "ALTYN");
    fixture.serve("peer", (_, _, _) -> CompletableFuture.failedFuture(problem.exception()));

    assertThat(failure(fixture.client("peer").call(1, text("x")))).isEqualTo(problem);
  }

  @Test
  void aHandlersMistakeReachesTheCallerWithoutDetails() {
    fixture.serve(
        "peer",
        (_, kind, _) -> {
          if (kind == 1) {
            throw new IllegalStateException("secret");
          }
          return CompletableFuture.failedFuture(new IllegalStateException("secret"));
        });
    var client = fixture.client("peer");

    var expected = Problem.of(ErrorCode.INTERNAL_FAULT, "part", "peer");
    try (var _ = new ExpectedErrors(ServerStream.class)) {
      assertThat(failure(client.call(1, text("x")))).isEqualTo(expected);
      assertThat(failure(client.call(2, text("x")))).isEqualTo(expected);
    }
  }

  @Test
  void anUnknownKindIsAnsweredAndTheStreamLivesOn() {
    fixture.serve(
        "peer",
        Handler.byKind("peer", Map.of(1, (_, body) -> CompletableFuture.completedFuture(body))));
    var client = fixture.client("peer");

    assertThat(failure(client.call(99, text("x"))).code())
        .isEqualTo(ErrorCode.UNKNOWN_MESSAGE_KIND);
    assertThat(client.call(1, text("x")).join()).isEqualTo(text("x"));
  }

  @Test
  void aLargeBodyPassesAndATooLargeOneIsRefusedBeforeItIsSent() {
    fixture.serve("peer", ECHO);
    var client = fixture.client("peer");
    int most = fixture.limits().bodySizeBytes();

    assertThat(client.call(1, new byte[most]).join()).hasSize(most);
    assertThat(failure(client.call(1, new byte[most + 1])).code())
        .isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
  }

  @Test
  void anAnswerThatIsTooLargeIsTheServersFault() {
    int tooMuch = fixture.limits().bodySizeBytes() + 1;
    fixture.serve("peer", (_, _, _) -> CompletableFuture.completedFuture(new byte[tooMuch]));

    try (var _ = new ExpectedErrors(ServerStream.class)) {
      assertThat(failure(fixture.client("peer").call(1, text("x"))).code())
          .isEqualTo(ErrorCode.INTERNAL_FAULT);
    }
  }

  @Test
  void aSilentHandlerIsAnUnknownOutcomeForTheCaller() {
    fixture.limits(fixture.limits().withTimeouts(SECOND, Duration.ofMillis(100), SECOND));
    fixture.serve("peer", (_, _, _) -> new CompletableFuture<>());

    assertThat(failure(fixture.client("peer").call(1, text("x"))).code())
        .isEqualTo(ErrorCode.PEER_SILENT);
  }

  @Test
  void aServerAnswersForAHandlerThatNeverDoes() {
    fixture.limits(
        fixture.limits().withTimeouts(SECOND, SECOND.multipliedBy(5), SECOND.dividedBy(10)));
    fixture.serve("peer", (_, _, _) -> new CompletableFuture<>());

    assertThat(failure(fixture.client("peer").call(1, text("x"))).code())
        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void callsBeyondTheLimitAreBusyAtOnce() {
    fixture.limits(fixture.limits().withPendingCalls(10));
    var gate = new CompletableFuture<byte[]>();
    fixture.serve("peer", (_, _, _) -> gate);
    var client = fixture.client("peer");

    var taken = IntStream.range(0, 10).mapToObj(_ -> client.call(1, text("x"))).toList();
    assertThat(failure(client.call(1, text("x"))).code()).isEqualTo(ErrorCode.OVERLOADED);

    gate.complete(text("ok"));
    assertThat(taken).allSatisfy(call -> assertThat(call.join()).isEqualTo(text("ok")));
    assertThat(client.call(1, text("x")).join()).isEqualTo(text("ok"));
  }

  @Test
  void aServerHoldsNoMoreThanItsLimitHoweverMuchIsSent() {
    var handled = new ArrayList<CompletableFuture<byte[]>>();
    var serverLimits = fixture.limits().withPendingCalls(16);
    fixture.serve(
        serverLimits,
        server ->
            server.service(
                "peer",
                _ -> true,
                (_, _, _) -> {
                  var result = new CompletableFuture<byte[]>();
                  synchronized (handled) {
                    handled.add(result);
                  }
                  return result;
                }));
    var client = fixture.client("peer");
    client.call(1, text("first")).isDone();
    awaitSize(handled, 1);

    // Each call is larger than what is sent before a frame is read, so frames carry few calls.
    int calls = 50;
    var answers =
        IntStream.range(0, calls).mapToObj(_ -> client.call(1, new byte[300_000])).toList();
    awaitSize(handled, 16);
    int oneFrame = fixture.limits().frameSizeBytes() / 300_000;
    assertThat(size(handled)).isLessThanOrEqualTo(16 + oneFrame);

    while (answers.stream().anyMatch(answer -> !answer.isDone())) {
      takeAll(handled).forEach(result -> result.complete(text("ok")));
      Thread.onSpinWait();
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(text("ok")));
  }

  private static int size(List<?> list) {
    synchronized (list) {
      return list.size();
    }
  }

  private static void awaitSize(List<?> list, int size) {
    Awaitility.await().atMost(SECOND.multipliedBy(5)).until(() -> size(list) >= size);
  }

  private static <T> List<T> takeAll(List<T> list) {
    synchronized (list) {
      var all = List.copyOf(list);
      list.clear();
      return all;
    }
  }

  @Test
  void theClientConnectsAgainAfterTheServerWasRestarted() {
    var server = fixture.serve("peer", ECHO);
    var client = fixture.client("peer");
    assertThat(client.call(1, text("before")).join()).isEqualTo(text("before"));

    server.close();
    assertThat(failure(client.call(1, text("while away"))).code())
        .isIn(ErrorCode.PEER_UNAVAILABLE, ErrorCode.CONNECTION_LOST);
    fixture.serveAgain("peer", ECHO);

    var answer = new AtomicReference<byte[]>();
    Awaitility.await()
        .ignoreExceptions()
        .atMost(SECOND.multipliedBy(10))
        .until(
            () -> {
              answer.set(client.call(1, text("after")).join());
              return true;
            });
    assertThat(answer.get()).isEqualTo(text("after"));
  }

  @Test
  void callsInFlightWhenTheServerDiesHaveAnUnknownOutcome() {
    var reached = new CompletableFuture<Boolean>();
    var server =
        fixture.serve(
            "peer",
            (_, _, _) -> {
              reached.complete(true);
              return new CompletableFuture<>();
            });

    var stuck = fixture.client("peer").call(1, text("stuck"));
    // One that was not sent yet would truly have had no effect.
    reached.join();
    server.close();

    assertThat(failure(stuck).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
  }

  @Test
  void aServerThatClosesAnswersWhatItHasRead() {
    var gate = new CompletableFuture<byte[]>();
    var reached = new CompletableFuture<Boolean>();
    var server =
        fixture.serve(
            "peer",
            (_, _, _) -> {
              reached.complete(true);
              return gate;
            });
    var call = fixture.client("peer").call(1, text("x"));
    reached.join();

    var closing = CompletableFuture.runAsync(server::close);
    gate.complete(text("done"));

    assertThat(call.join()).isEqualTo(text("done"));
    closing.join();
  }

  @Test
  void nobodyThereIsUnavailableAtOnce() {
    var client = fixture.clientOf(new Endpoint("127.0.0.1", 1), "peer");

    assertThat(failure(client.call(1, text("x"))).code()).isEqualTo(ErrorCode.PEER_UNAVAILABLE);
  }

  @Test
  void aClosedClientTakesNoCalls() {
    fixture.serve("peer", ECHO);
    var client = fixture.client("peer");
    client.call(1, text("x")).join();

    client.close();

    assertThat(failure(client.call(1, text("x"))).code()).isEqualTo(ErrorCode.STOPPING);
  }

  @Test
  void aPortInUseIsSaidSo() {
    var first = fixture.serve("peer", ECHO);

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> fixture.serveAgain("peer", ECHO))
        .withMessageContaining("Another program listens on port " + first.endpoint().port())
        .extracting(PlatformException::code)
        .isEqualTo(ErrorCode.PORT_IN_USE);
  }

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static Problem failure(CompletableFuture<?> call) {
    return StreamFixture.failure(call);
  }
}
