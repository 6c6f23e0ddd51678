package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The stream of events as a bank's program reads it.
class EventsTest {
  private static final EventLine.OfOrder BARE =
      new EventLine.OfOrder("bare", Optional.empty(), Optional.empty(), Optional.empty());
  private static final EventLine.OfOrder FULL =
      new EventLine.OfOrder(
          "full",
          Optional.of(0),
          Optional.of(new EventLine.Sum("KZT", Amount.ofTenge(5))),
          Optional.of(ErrorCode.INSUFFICIENT_BALANCE));

  @TempDir private Path folder;
  private GatewayFixture gateway;
  private String payer = "";
  private String payee = "";

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder);
    assertThat(text(ask("/v1/events"))).isEqualTo("{\"events\":[]}");
    payer = member(gateway.own.ask(open("payer", "Айгүл")), "number").orElseThrow();
    payee = member(gateway.own.ask(open("payee", "Bolat")), "number").orElseThrow();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anEventTellsWhatHappenedToWhom() {
    gateway.own.ask(pay("salary-1", payer, payee, "12.50"));
    List<JsonNode> events = events(ask("/v1/events"));

    assertThat(events)
        .extracting(event -> event.get("kind").asString(), event -> event.get("account").asString())
        .containsExactly(
            tuple("ACCOUNT_OPENED", payer),
            tuple("ACCOUNT_OPENED", payee),
            tuple("PAYMENT_SENT", payer));
    assertThat(events.getLast().toString())
        .contains("\"payment\":\"salary-1\"", "\"amount\":\"12.50\"", "\"currency\":\"KZT\"")
        .contains("\"counterparty\":\"" + payee + "\"", "\"at\":\"2026-03-02T07:00:00Z\"");
  }

  @Test
  void whatBecomesOfOrdersIsToldUnderTheNameOfWhatTheyAre() {
    var expected = new ArrayList<String>();
    for (EventLine.Kind kind : EventLine.Kind.known()) {
      Optional<String> member = idMember(kind);
      if (member.isPresent()) {
        String at = "%s %s ".formatted(kind, member.get());
        gateway.bank.happened(kind, payer, BARE);
        expected.add(at + "bare null null null null");
        gateway.bank.happened(kind, payer, FULL);
        expected.add(at + "full 0 KZT 5.00 INSUFFICIENT_BALANCE");
      }
    }

    assertThat(events(ask("/v1/events?after=0"))).extracting(EventsTest::words).isEqualTo(expected);
    assertThat(expected).hasSize(64);
  }

  @Test
  void whatOnlyANewerNodeKnowsIsPassedOnByItsName() {
    gateway.bank.happened("REQUEST_RECONSIDERED", payer, FULL);
    gateway.bank.happened("TOKEN_FROZEN", payer, BARE);
    gateway.own.ask(pay("salary-1", payer, payee, "12.50"));

    assertThat(events(ask("/v1/events?after=0")))
        .extracting(EventsTest::words)
        .containsExactly(
            "REQUEST_RECONSIDERED request full 0 KZT 5.00 INSUFFICIENT_BALANCE",
            "TOKEN_FROZEN  null null null null null",
            "PAYMENT_SENT  null null KZT 12.50 null");
  }

  private static Optional<String> idMember(EventLine.Kind kind) {
    return switch (kind) {
      case ACCOUNT_OPENED -> Optional.empty();
      case BANK_BLOCKED, BANK_BLOCK_LIFTED, NETWORK_HALTED, NETWORK_RESUMED -> Optional.of("order");
      default ->
          switch (kind.name().substring(0, kind.name().indexOf('_'))) {
            case "REQUEST" -> Optional.of("request");
            case "REGISTER" -> Optional.of("register");
            case "STANDING" -> Optional.of("standingOrder");
            case "CONVERSION", "STOCK" -> Optional.of("conversion");
            case "ACCOUNT" -> Optional.of("evidence");
            case "LIMITS" -> Optional.of("limit");
            case "MANDATE" -> Optional.of("mandate");
            default -> Optional.empty();
          };
    };
  }

  private static String words(JsonNode event) {
    String member =
        Stream.of(
                "request",
                "register",
                "standingOrder",
                "conversion",
                "evidence",
                "limit",
                "mandate",
                "order")
            .filter(event::has)
            .collect(Collectors.joining(" and "));
    return Stream.of("kind", member, "number", "currency", "amount", "code")
        .map(name -> event.has(name) ? event.get(name).asString() : "null")
        .collect(Collectors.joining(" "))
        .replaceFirst(" ", " " + member + " ");
  }

  @Test
  void whoeverGoesOnWithTheNextMissesNothingAndIsToldNothingTwice() {
    IntStream.range(0, 5).forEach(i -> gateway.own.ask(pay("p-" + i, payer, payee, "1")));
    var walked = new ArrayList<String>();
    Reply page = ask("/v1/events?limit=2");
    while (!events(page).isEmpty()) {
      events(page).forEach(event -> walked.add(event.get("id").asString()));
      page = ask("/v1/events?limit=2&after=" + member(page, "next").orElseThrow());
    }

    assertThat(walked)
        .isEqualTo(
            events(ask("/v1/events")).stream().map(event -> event.get("id").asString()).toList())
        .hasSize(7);
    assertThat(member(page, "next")).contains(walked.getLast());
  }

  @Test
  void whoWaitsIsAnsweredWhenSomethingHappens() {
    String last = member(ask("/v1/events"), "next").orElseThrow();
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> ask("/v1/events?wait=20&after=" + last));
    gateway.own.ask(pay("late-1", payer, payee, "1"));

    assertThat(text(waiting.join())).contains("\"payment\":\"late-1\"");
  }

  @Test
  void otherBanksAreToldNothing() {
    Reply refused =
        gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get("/v1/events?after=-9"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(text(refused)).contains("CALLER_NOT_ADMITTED").doesNotContain(payer);
  }

  private Reply ask(String target) {
    return gateway.own.ask(Question.get(target));
  }

  private static List<JsonNode> events(Reply page) {
    var events = new ArrayList<JsonNode>();
    Json.read(text(page)).get("events").forEach(events::add);
    return events;
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
