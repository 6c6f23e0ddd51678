package kz.digitaltenge.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.sdk.Exchange.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// When a call is repeated, after how long, and what it ends in otherwise.
class CallerTest {
  private static final Call GET = Call.get(Target.of("/v1/status"));
  private static final Call PAY = Call.keyed(Target.of("/v1/payments"), "p-1", Map.of());
  private static final Call OPEN = Call.same(Target.of("/v1/accounts"), Map.of());
  private static final Call ONCE = Call.once(Target.of("/v1/webhooks/{id}/replay", "w"), Map.of());
  private static final Call CHANGE = OPEN.when("\"a tag\"");
  private static final Outcome DONE =
      new Outcome.Answered(MessageBody.of("{}".getBytes(UTF_8)), "");
  private static final Outcome AWAY = new Outcome.Unreachable(new IOException("away"));
  private static final Outcome LOST = new Outcome.Lost(new IOException("lost"));
  private static final Patience THREE =
      new Patience(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          3,
          Duration.ofMillis(100),
          Duration.ofSeconds(2));

  private final List<Duration> pauses = new ArrayList<>();
  private final List<Call> asked = new ArrayList<>();
  private final Random chance = new Random(1);

  static Stream<Arguments> rows() {
    return Stream.of(
        done("answered at once", GET, 1, DONE),
        done("nobody there, then somebody", ONCE, 2, AWAY, DONE),
        fails("nobody there at all", PAY, UnreachableException.class, 3, AWAY, AWAY, AWAY),
        done("a lost answer to a question", GET, 2, LOST, DONE),
        done("a lost answer to what has an id", PAY, 3, LOST, LOST, DONE),
        done("a lost answer to what is the same again", OPEN, 2, LOST, DONE),
        fails("a lost answer to what is not", ONCE, OutcomeUnknownException.class, 1, LOST),
        fails(
            "a lost answer to a change of what was read",
            CHANGE,
            OutcomeUnknownException.class,
            1,
            LOST),
        fails("lost for good", PAY, OutcomeUnknownException.class, 3, LOST, LOST, LOST),
        fails("lost, then away", PAY, OutcomeUnknownException.class, 3, LOST, AWAY, AWAY),
        fails("lost, then busy", PAY, OutcomeUnknownException.class, 3, LOST, busy(1), busy(1)),
        fails("lost, then refused", PAY, RefusedException.class, 2, LOST, no("AFTER_CORRECTION")),
        done("busy, then not", ONCE, 2, busy(1), DONE),
        fails("busy for longer than patience", PAY, RefusedException.class, 1, busy(3)),
        fails("refused", PAY, RefusedException.class, 1, no("AFTER_CORRECTION")),
        fails("refused for good", PAY, RefusedException.class, 1, no("NEVER")),
        fails("advice that nobody knows", PAY, RefusedException.class, 1, no("PERHAPS")),
        done("a question that the JDK sent twice", GET, 2, replayed(), DONE),
        fails(
            "a question under no good key", GET, RefusedException.class, 2, replayed(), replayed()),
        fails("an order under no good key", PAY, RefusedException.class, 1, replayed()),
        done("unknown to the bank as well", PAY, 2, no("SAME_REQUEST"), DONE),
        fails(
            "unknown, without an id", ONCE, OutcomeUnknownException.class, 1, no("SAME_REQUEST")));
  }

  private static Arguments done(String what, Call call, int attempts, Outcome... outcomes) {
    return Arguments.of(what, call, Optional.empty(), attempts, List.of(outcomes));
  }

  private static Arguments fails(
      String what, Call call, Class<?> how, int attempts, Outcome... outcomes) {
    return Arguments.of(what, call, Optional.of(how), attempts, List.of(outcomes));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aCallIsRepeatedOnlyWhereThatIsSafe(
      String what,
      Call call,
      Optional<Class<? extends CallFailedException>> failure,
      int attempts,
      List<Outcome> outcomes) {
    Caller caller = caller(outcomes);

    if (failure.isPresent()) {
      assertThatThrownBy(() -> caller.ask(call)).as(what).isInstanceOf(failure.get());
    } else {
      assertThat(caller.ask(call).body().text()).as(what).isEqualTo("{}");
    }
    assertThat(asked).hasSize(attempts).containsOnly(call);
    assertThat(pauses).hasSize(attempts - 1);
  }

  @Test
  void pausesGrowAreSpreadAndNeverShorterThanTheGatewayAsks() {
    List<Duration> first = new ArrayList<>();
    for (int round = 0; round < 50; round++) {
      pauses.clear();
      caller(List.of(AWAY, busy(1), DONE)).ask(PAY);
      first.add(pauses.getFirst());
      assertThat(pauses.getFirst()).isBetween(Duration.ZERO, Duration.ofMillis(100));
      assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
    }
    assertThat(first.stream().distinct()).hasSizeGreaterThan(20);
    assertThat(IntStream.rangeClosed(1, 99).mapToObj(THREE::pauseAfter))
        .isSorted()
        .startsWith(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400))
        .endsWith(Duration.ofSeconds(2));
  }

  @Test
  void anInterruptedCallLeavesItsOutcomeOpen() {
    var caller =
        new Caller(
            _ -> {
              throw new InterruptedException();
            },
            THREE,
            pauses::add,
            chance);

    assertThatThrownBy(() -> caller.ask(PAY)).isInstanceOf(OutcomeUnknownException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private Caller caller(List<Outcome> outcomes) {
    var left = outcomes.iterator();
    return new Caller(
        call -> {
          asked.add(call);
          return left.next();
        },
        THREE,
        pauses::add,
        chance);
  }

  private static Outcome busy(int seconds) {
    return new Outcome.Refused(problem("LATER"), Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Outcome no(String retry) {
    return new Outcome.Refused(problem(retry), Optional.empty());
  }

  private static Outcome replayed() {
    return new Outcome.Refused(problem("NEVER", "SIGNED_MESSAGE_REFUSED"), Optional.empty());
  }

  private static Problem problem(String retry) {
    return problem(retry, "C");
  }

  private static Problem problem(String retry, String code) {
    String json =
        """
        {"type":"urn:x","title":"t","status":422,"detail":"d","code":"%s","number":1,"retry":"%s"}\
        """
            .formatted(code, retry);
    return Json.read(MessageBody.of(json.getBytes(UTF_8)), Problem.class);
  }
}
