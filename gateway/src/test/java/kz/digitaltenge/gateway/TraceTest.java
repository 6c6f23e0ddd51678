package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Under which name a request is found in the log.
@TestInstance(Lifecycle.PER_CLASS)
class TraceTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final Question STATUS = Question.get("/v1/status");

  private GatewayFixture gateway;

  @BeforeAll
  void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  static Stream<String> accepted() {
    return Stream.of("00-%s-%s-01", "00-%s-%s-00", "01-%s-%s-01", "cc-%s-%s-01-what-comes-later")
        .map(form -> form.formatted(ID, SPAN));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theCallersNameIsKept(String parent) throws IOException, InterruptedException {
    assertThat(traceOf(ask(List.of(parent)))).isEqualTo(ID);
  }

  static Stream<List<String>> made() {
    String good = "00-" + ID + "-" + SPAN + "-01";
    return Stream.of(
        List.of(),
        List.of(good, good),
        List.of("ff-" + ID + "-" + SPAN + "-01"),
        List.of("00-" + ID.toUpperCase(Locale.ROOT) + "-" + SPAN + "-01"),
        List.of("00-" + "0".repeat(32) + "-" + SPAN + "-01"),
        List.of("00-" + ID + "-" + "0".repeat(16) + "-01"),
        List.of("00-" + ID + "-" + SPAN),
        List.of("Айгүл".repeat(9).replaceAll("[^a-z]", "x")));
  }

  @ParameterizedTest
  @MethodSource("made")
  void aRequestWithoutAGoodNameIsGivenOneOfItsOwn(List<String> parents)
      throws IOException, InterruptedException {
    String one = traceOf(ask(parents));

    assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(ID);
    assertThat(traceOf(ask(parents))).isNotEqualTo(one);
  }

  @Test
  void whatIsLoggedAboutARequestBearsItsNameAndNothingOfIt()
      throws IOException, InterruptedException {
    var logged = new ConcurrentLinkedQueue<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            String text = new SimpleFormatter().formatMessage(line);
            Trace.current().ifPresent(trace -> logged.add(trace.id() + " " + text));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      gateway.bank.failWith(
          Problem.of(ErrorCode.DATABASE_UNAVAILABLE, "database", "of a bank", "reason", "of Айгүл")
              .exception());
      assertThat(ask(List.of("00-" + ID + "-" + SPAN + "-01")).statusCode()).isEqualTo(503);
    } finally {
      gateway.bank.heal();
      root.removeHandler(handler);
    }
    assertThat(logged)
        .containsExactly(ID + " GET /v1/status at HSBKKZKX ended in DATABASE_UNAVAILABLE");
  }

  private static String traceOf(HttpResponse<byte[]> answer) {
    Optional<String> parent = answer.headers().firstValue("traceparent");
    assertThat(parent)
        .hasValueSatisfying(
            value -> assertThat(value).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"));
    return parent.map(value -> value.substring(3, 35)).orElseThrow();
  }

  private HttpResponse<byte[]> ask(List<String> parents) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create("https://" + gateway.gateway.endpoint() + STATUS.target()))
            .header(ApiFields.SIGNATURE, gateway.signed(STATUS, Duration.ZERO));
    parents.forEach(parent -> request.header("traceparent", parent));
    return gateway.http.send(request.build(), BodyHandlers.ofByteArray());
  }
}
