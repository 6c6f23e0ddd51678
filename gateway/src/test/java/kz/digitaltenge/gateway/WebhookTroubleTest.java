package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.digitaltenge.gateway.Receiver.Manner;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A receiver that puts off the same notification for ever, and a disk that cannot be written to
/// for a while.
class WebhookTroubleTest {
  private static final WebhookLimits QUICK =
      new WebhookLimits(
          Duration.ofMillis(500),
          Duration.ofMillis(5),
          Duration.ofMillis(50),
          3,
          Duration.ofMillis(100));

  @TempDir private Path folder;
  private GatewayFixture gateway;
  private Receiver receiver;
  private String payer = "";
  private String payee = "";

  @BeforeEach
  void start() throws IOException {
    gateway = new GatewayFixture(folder.resolve("network"), QUICK);
    receiver = new Receiver(gateway.receiving(), 0);
    payer = member(gateway.own.ask(open("payer", "Aigul")), "number").orElseThrow();
    payee = member(gateway.own.ask(open("payee", "Bolat")), "number").orElseThrow();
  }

  @AfterEach
  void stop() {
    receiver.close();
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"OVERLOADED", "HANG"})
  void whatIsPutOffForTooLongIsADeadLetterAndTheOthersGoOn(Manner manner)
      throws InterruptedException {
    var tries = new AtomicInteger();
    receiver.behave(
        taken -> {
          if (!taken.body().contains("poison")) {
            return Manner.OK;
          }
          tries.incrementAndGet();
          return manner;
        });
    String id = create("[\"PAYMENT_SENT\"]");
    gateway.own.ask(pay("poison-1", payer, payee, "1"));
    gateway.own.ask(pay("after-1", payer, payee, "1"));
    gateway.own.ask(pay("other-1", payee, payer, "1"));

    List<String> told = List.of(receiver.next().body(), receiver.next().body());
    assertThat(told).anyMatch(body -> body.contains("after-1"));
    assertThat(told).anyMatch(body -> body.contains("other-1"));
    assertThat(text(ask("/v1/webhooks/" + id + "/dead-letters")))
        .contains("poison-1")
        .doesNotContain("after-1");
    assertThat(tries.get()).as("tried again before it was given up").isGreaterThan(2);
  }

  @Test
  void aWebhookWhoseDiskWasNotWritableGoesOnWhenItIs() throws Exception {
    receiver.behave(taken -> taken.body().contains("poison") ? Manner.REFUSE : Manner.OK);
    String id = create("[\"PAYMENT_SENT\"]");
    gateway.own.ask(pay("first-1", payer, payee, "1"));
    assertThat(receiver.next().body()).contains("first-1");
    untilAllIsTold();
    Path place = folder.resolve("network").resolve("webhooks").resolve(id);
    // What is written beside first cannot be, where there is a folder with something in it.
    List<Path> obstacles =
        IntStream.range(3, 16)
            .mapToObj(position -> place.resolve("dead").resolve(position + ".new"))
            .toList();
    for (Path each : obstacles) {
      Files.createDirectories(each.resolve("something"));
    }
    Files.createDirectories(place.resolve("position.new").resolve("something"));

    gateway.own.ask(pay("poison-1", payer, payee, "1"));
    untilTold("cannot write down");
    for (Path each : obstacles) {
      remove(each);
    }
    gateway.own.ask(pay("second-1", payer, payee, "1"));
    untilTold("\"deadLetters\":1");
    untilTold("cannot write down");
    remove(place.resolve("position.new"));

    assertThat(receiver.next().body()).contains("second-1");
    untilAllIsTold();
    assertThat(text(ask("/v1/webhooks"))).contains("\"deadLetters\":1");
    assertThat(receiver.accepted).as("nothing was told twice").isEmpty();
  }

  /// Whoever ends a webhook's threads must not do it in a write to what all webhooks write to.
  @Test
  void whatIsSetBackWhileItIsToldIsToldAfterwards() throws Exception {
    String id = create("[\"PAYMENT_SENT\"]");
    for (int i = 0; i < 20; i++) {
      gateway.own.ask(
          pay("busy-" + i, i % 2 == 0 ? payer : payee, i % 2 == 0 ? payee : payer, "1"));
    }
    for (int i = 0; i < 40; i++) {
      assertThat(
              gateway
                  .own
                  .ask(post("/v1/webhooks/" + id + "/replay", "", "{\"after\":\"0\"}"))
                  .status())
          .isEqualTo(200);
      Thread.sleep(i % 8);
    }
    gateway.own.ask(pay("last-1", payer, payee, "1"));

    untilAllIsTold();
    assertThat(receiver.accepted).anyMatch(taken -> taken.body().contains("last-1"));
  }

  /// At one stroke: who writes there meanwhile finds all of it or nothing.
  private void remove(Path place) throws IOException {
    Files.move(place, Files.createTempDirectory(folder, "aside").resolve("obstacle"));
  }

  private void untilAllIsTold() {
    String newest = member(ask("/v1/events?after=0"), "next").orElseThrow();
    untilTold("\"position\":\"" + newest + "\"");
  }

  /// Asks until the webhooks are told to be like this.
  private void untilTold(String words) {
    String told = "";
    for (int i = 0; i < 10_000 && !told.contains(words); i++) {
      told = text(ask("/v1/webhooks"));
    }
    assertThat(told).contains(words);
  }

  private String create(String kinds) {
    return member(
            gateway.own.ask(
                post(
                    "/v1/webhooks",
                    "",
                    "{\"url\":\"%s\",\"kinds\":%s}".formatted(receiver.url(), kinds))),
            "id")
        .orElseThrow();
  }

  private Reply ask(String target) {
    return gateway.own.ask(Question.get(target));
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
