package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.BANK;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.webhook.Delivery;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.EvidenceJudge;
import kz.digitaltenge.trust.signed.EvidenceReport;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.SignatureCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stream of events over a connection that stays open.
@Timeout(120)
class EventStreamTest {
  private static final String PATH = "/v1/events/stream";

  @TempDir private Path folder;
  private GatewayFixture gateway;
  private final List<Stream> streams = new ArrayList<>();
  private String payer = "";
  private String payee = "";

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder);
    payer = member(gateway.own.ask(open("payer", "Aigul")), "number").orElseThrow();
    payee = member(gateway.own.ask(open("payee", "Bolat")), "number").orElseThrow();
  }

  @AfterEach
  void stop() {
    streams.forEach(Stream::close);
    gateway.close();
  }

  /// One event as it was read.
  private record Told(String id, String kind, String signature, String data) {}

  private record Stream(HttpResponse<InputStream> response, BufferedReader lines)
      implements AutoCloseable {
    /// The next block, empty at the end.
    private List<String> block() {
      try {
        var block = new ArrayList<String>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.isEmpty()) {
            return block;
          }
          block.add(line);
        }
        return List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Told next() {
      List<String> block = block();
      while (block.stream().noneMatch(line -> line.startsWith("data: "))) {
        assertThat(block).isNotEmpty();
        block = block();
      }
      return new Told(
          value(block, "id"),
          value(block, "event"),
          value(block, "signature"),
          value(block, "data"));
    }

    private static String value(List<String> block, String name) {
      return block.stream()
          .filter(line -> line.startsWith(name + ": "))
          .findFirst()
          .orElseThrow()
          .substring(name.length() + 2);
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// As a plain client does that has the signature.
  private Stream follow(String target, String lastEvent) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("https://" + gateway.gateway.endpoint() + target))
            .header(
                ApiFields.SIGNATURE,
                gateway.own.signer().sign(Question.get(target).description(BANK)));
    if (!lastEvent.isEmpty()) {
      request.header(ApiFields.LAST_EVENT, lastEvent);
    }
    HttpResponse<InputStream> response =
        gateway.http.send(request.build(), BodyHandlers.ofInputStream());
    var stream =
        new Stream(response, new BufferedReader(new InputStreamReader(response.body(), UTF_8)));
    streams.add(stream);
    return stream;
  }

  @Test
  void whoFollowsIsToldWhatHappensEachUnderItsOwnSignature() throws Exception {
    Stream stream = follow(PATH, "");
    assertThat(stream.response().statusCode()).isEqualTo(200);
    assertThat(stream.response().headers().firstValue("Content-Type"))
        .contains("text/event-stream");
    Told first = stream.next();
    Told second = stream.next();
    assertThat(List.of(first.kind(), second.kind()))
        .containsExactly("ACCOUNT_OPENED", "ACCOUNT_OPENED");

    gateway.own.ask(pay("salary-1", payer, payee, "5"));
    Told told = stream.next();
    assertThat(told.kind()).isEqualTo("PAYMENT_SENT");
    assertThat(told.data()).contains("salary-1", "\"bank\":\"" + BANK + "\"");
    assertThat(isSigned(told, told.data())).isTrue();
    assertThat(isSigned(told, told.data().replace("5.00", "6.00"))).isFalse();
    List<EvidenceReport> reports = gateway.judged(folder, "notified");
    assertThat(reports).singleElement().matches(EvidenceReport::isProved);
    List<EvidenceReport.Finding> kept =
        reports.getFirst().sent().stream().map(EvidenceReport.Sent::finding).toList();
    assertThat(kept).as("one record for what was told at once").hasSize(2);
    assertThat(new String(kept.getFirst().description().toArray(), UTF_8))
        .contains("idempotency-key:%s:%s-%s\n".formatted(BANK, first.id(), second.id()));
    byte[] page = "%s\n%s\n".formatted(first.data(), second.data()).getBytes(UTF_8);
    assertThat(EvidenceJudge.isBodyOf(kept.getFirst(), page)).isTrue();
  }

  private boolean isSigned(Told told, String data) {
    var described =
        new MessageDescription.Notification(
            BANK,
            "GET",
            PATH,
            new BoundFields("application/json", BANK + ":" + told.id(), ""),
            Hash.sha256(data.getBytes(UTF_8)));
    return SignatureCheck.isBy(gateway.own.answering().getFirst(), described, told.signature());
  }

  @Test
  void whoComesBackGoesOnWhereItWas() throws Exception {
    Told first = follow(PATH, "").next();
    gateway.own.ask(pay("salary-1", payer, payee, "5"));

    assertThat(follow(PATH, first.id()).next().data()).contains(payee);
    Stream second = follow(PATH + "?after=" + first.id(), "");
    assertThat(second.next().data()).contains(payee);
    assertThat(second.next().data()).contains("salary-1");
    assertThat(follow(PATH + "?kinds=PAYMENT_SENT,PAYMENT_VOID", "").next().data())
        .contains("salary-1");
  }

  @Test
  void whileNothingHappensThatIsToldWithThePlaceToGoOnAfter() throws Exception {
    Stream stream = follow(PATH + "?beat=1&kinds=PAYMENT_SENT", "");
    List<String> block = stream.block();
    while (!block.contains(":")) {
      block = stream.block();
    }
    String last = block.getLast().substring("id: ".length());
    gateway.own.ask(pay("salary-1", payer, payee, "5"));

    assertThat(follow(PATH, last).next().data()).contains("salary-1");
  }

  @ParameterizedTest
  @CsvSource({
    "?after=x, 400",
    "?kinds=PAYMENT_LOST, 400",
    "?kinds=payment, 400",
    "'?kinds=PAYMENT_SENT,', 400",
    "?beat=0, 400",
    "?beat=61, 400",
    "?limit=5, 400"
  })
  void whatIsNoWishIsRefused(String query, int status) throws Exception {
    assertThat(follow(PATH + query, "").response().statusCode()).isEqualTo(status);
    assertThat(follow(PATH, "x").response().statusCode()).isEqualTo(400);
  }

  @Test
  void otherBanksFollowNothing() {
    assertThat(gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get(PATH)).status())
        .isEqualTo(403);
  }

  @Test
  void onlySoManyFollowAtOnceAndWhoLeavesMakesRoom() throws Exception {
    for (int i = 0; i < GatewayLimits.STREAMS_AT_ONCE_MAX; i++) {
      assertThat(follow(PATH + "?beat=1", "").next().kind()).isEqualTo("ACCOUNT_OPENED");
    }
    assertThat(gateway.own.ask(Question.get(PATH)).status()).isEqualTo(429);

    streams.getFirst().close();
    assertThat(untilRoom()).isEqualTo(200);
  }

  @Test
  void whoseAnswerFailsLeavesItsPlace() throws Exception {
    gateway.close();
    var isFailing = new AtomicBoolean();
    gateway =
        new GatewayFixture(folder.resolve("failing"), WebhookLimits.STANDARD, watch(isFailing));
    isFailing.set(true);
    for (int i = 0; i < GatewayLimits.STREAMS_AT_ONCE_MAX; i++) {
      assertThat(follow(PATH, "").response().statusCode()).isEqualTo(500);
    }
    isFailing.set(false);

    assertThat(follow(PATH, "").response().statusCode()).isEqualTo(200);
  }

  private static GatewayWatch watch(AtomicBoolean isFailing) {
    return new GatewayWatch() {
      @Override
      public Watched begin() {
        return (_, _, _) -> {
          if (isFailing.get()) {
            throw new IllegalStateException("the watch fails");
          }
        };
      }

      @Override
      public void refused(String method, String path, ErrorCode code) {}

      @Override
      public void attempted(Delivery delivery) {}
    };
  }

  private int untilRoom() throws Exception {
    int status = 0;
    for (int i = 0; i < 1_000 && status != 200; i++) {
      status = follow(PATH, "").response().statusCode();
      if (status != 200) {
        Thread.sleep(20);
      }
    }
    return status;
  }

  /// What is written is never taken.
  @Test
  void whoTakesNothingIsLeft() {
    var wish =
        new EventFollower.Wish(
            BANK,
            PATH,
            EventLine.BEGINNING,
            EventKinds.of(Optional.empty()),
            Duration.ofSeconds(15));
    var left = new CountDownLatch(1);
    try (var deadlines = new Deadlines(Duration.ofMillis(200));
        var follower =
            new EventFollower(
                wish,
                () -> gateway.bank,
                gateway.sent(),
                gateway.clock,
                new CountDownLatch(1),
                left::countDown)) {
      follower.follow(new StuckStream(), deadlines);
    }
    assertThat(left.getCount()).isZero();
  }

  /// Takes nothing until whoever writes is interrupted.
  private static final class StuckStream extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @Test
  void aGatewayThatStopsEndsItsStreams() throws Exception {
    Stream stream = follow(PATH, "");
    assertThat(stream.next().kind()).isEqualTo("ACCOUNT_OPENED");
    gateway.gateway.close();

    assertThatThrownBy(
            () -> {
              while (!stream.block().isEmpty()) {
                // reads on
              }
              throw new UncheckedIOException(new IOException("the end"));
            })
        .isInstanceOf(UncheckedIOException.class);
  }
}
