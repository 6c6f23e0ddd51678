package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.BANK;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.gateway.Receiver.Manner;
import kz.digitaltenge.gateway.Receiver.Taken;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.gateway.webhook.Webhook;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.SignatureCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Notifications to a real receiver, which fails, is slow, lies and restarts.
class WebhookTest {
  private static final WebhookLimits QUICK =
      new WebhookLimits(
          Duration.ofSeconds(2),
          Duration.ofMillis(5),
          Duration.ofMillis(50),
          3,
          Duration.ofMinutes(1));

  /// The operator allows 127.0.0.1 and localhost:8443.
  private static final List<String> NOT_ALLOWED =
      List.of(
          "http://127.0.0.1/",
          "https://10.0.0.1/",
          "https://127.0.0.1.evil.test/",
          "https://127.1/",
          "https://2130706433/",
          "https://0x7f000001/",
          "https://[::ffff:127.0.0.1]/",
          "https://[::1]/",
          "https://evil@127.0.0.1/",
          "https://127.0.0.1@evil.test/",
          "https://127.0.0.1/#evil.test",
          "https://evil.test#@127.0.0.1/",
          "https://localhost/",
          "https://localhost:9443/",
          "https://LOCALHOST:9443/",
          "https:/127.0.0.1/",
          "https:127.0.0.1",
          "file:///etc/passwd",
          "//127.0.0.1/",
          "127.0.0.1",
          "https://127.0.0.1/ü");

  @TempDir private Path folder;
  private GatewayFixture gateway;
  private Receiver receiver;
  private String payer = "";
  private String payee = "";

  @BeforeEach
  void start() throws IOException {
    gateway = new GatewayFixture(folder.resolve("network"), QUICK);
    receiver = new Receiver(gateway.receiving(), 0);
    payer = member(gateway.own.ask(open("payer", "Айгүл")), "number").orElseThrow();
    payee = member(gateway.own.ask(open("payee", "Bolat")), "number").orElseThrow();
  }

  @AfterEach
  void stop() {
    receiver.close();
    gateway.close();
  }

  @Test
  void anEventIsToldAsTheStreamTellsItUnderTheBanksSignature() throws InterruptedException {
    Reply created = create(receiver.url(), "[\"PAYMENT_SENT\"]");
    gateway.own.ask(pay("salary-1", payer, payee, "12.50"));
    Taken told = receiver.next();

    assertThat(created.status()).isEqualTo(201);
    String streamed = text(ask("/v1/events?after=0"));
    assertThat(streamed)
        .contains(told.body().replace("{\"bank\":\"HSBKKZKX\",", "{"))
        .contains("salary-1");
    assertThat(told.key()).isEqualTo(BANK + ":" + told.json().get("id").asString());
    assertThat(
            SignatureCheck.isBy(
                gateway.own.answering().getFirst(), described(told), told.signature()))
        .isTrue();
    var altered = new Taken(told.key(), told.target(), told.type(), told.signature(), "{}");
    assertThat(
            SignatureCheck.isBy(
                gateway.own.answering().getFirst(), described(altered), told.signature()))
        .isFalse();
  }

  @Test
  void ofManyKindsOnlyThoseAreToldThatWereWished() throws InterruptedException {
    create(receiver.url(), "[\"REGISTER_DONE\",\"STANDING_PAYMENT_FAILED\"]");
    gateway.own.ask(pay("salary-1", payer, payee, "12.50"));
    for (EventLine.Kind kind :
        List.of(
            EventLine.Kind.REGISTER_REFUSED,
            EventLine.Kind.REGISTER_DONE,
            EventLine.Kind.STANDING_PAYMENT_DELAYED,
            EventLine.Kind.STANDING_PAYMENT_FAILED)) {
      gateway.bank.happened(
          kind,
          payer,
          new EventLine.OfOrder("may", Optional.empty(), Optional.empty(), Optional.empty()));
    }

    assertThat(receiver.next().body()).contains("\"REGISTER_DONE\"", "\"register\":\"may\"");
    assertThat(receiver.next().body())
        .contains("\"STANDING_PAYMENT_FAILED\"", "\"standingOrder\":\"may\"");
  }

  @Test
  void aPaymentThatWaitsForSignatoriesIsToldByItsIdAndSum() throws InterruptedException {
    create(receiver.url(), "[\"PAYMENT_AWAITING_APPROVAL\",\"PAYMENT_REFUSED\"]");
    var sum = new EventLine.Sum("KZT", Amount.ofTenge(5));
    for (EventLine.Kind kind :
        List.of(
            EventLine.Kind.PAYMENT_AWAITING_APPROVAL,
            EventLine.Kind.PAYMENT_APPROVED,
            EventLine.Kind.PAYMENT_REFUSED)) {
      gateway.bank.happened(
          kind,
          payer,
          new EventLine.OfOrder(
              "rent-may",
              Optional.empty(),
              Optional.of(sum),
              kind == EventLine.Kind.PAYMENT_REFUSED
                  ? Optional.of(ErrorCode.PAYMENT_NOT_APPROVED)
                  : Optional.empty()));
    }

    assertThat(receiver.next().body())
        .contains(
            "\"PAYMENT_AWAITING_APPROVAL\"", "\"payment\":\"rent-may\"", "\"amount\":\"5.00\"")
        .doesNotContain("\"code\"");
    assertThat(receiver.next().body())
        .contains("\"PAYMENT_REFUSED\"", "\"code\":\"PAYMENT_NOT_APPROVED\"");
  }

  @Test
  void eventsOfAnAccountAreToldInTheirOrderHoweverOftenTheReceiverFails()
      throws InterruptedException {
    Set<String> failed = ConcurrentHashMap.newKeySet();
    // Each fails once, in one of three manners.
    receiver.behave(
        taken ->
            failed.add(taken.key())
                ? List.of(Manner.BREAK, Manner.OVERLOADED, Manner.REFUSE)
                    .get(Math.floorMod(taken.position() / 3, 3))
                : Manner.OK);
    IntStream.range(0, 12)
        .forEach(
            i ->
                gateway.own.ask(
                    pay("p-" + i, i % 2 == 0 ? payer : payee, i % 2 == 0 ? payee : payer, "1")));
    create(receiver.url(), "[\"PAYMENT_SENT\"]");

    Map<String, List<Long>> told = new TreeMap<>();
    for (int i = 0; i < 12; i++) {
      Taken taken = receiver.next();
      told.computeIfAbsent(taken.account(), _ -> new ArrayList<>()).add(taken.position());
    }
    assertThat(told.keySet()).containsExactlyInAnyOrder(payer, payee);
    assertThat(told.values())
        .allSatisfy(order -> assertThat(order).isSorted().doesNotHaveDuplicates().hasSize(6));
    assertThat(text(ask("/v1/webhooks"))).contains("\"deadLetters\":0");
  }

  @Test
  void aReceiverThatWasAwayIsToldEverythingWhenItIsBack() throws Exception {
    String url = receiver.url();
    int port = receiver.port();
    receiver.close();
    create(url, "[]");
    gateway.own.ask(pay("missed-1", payer, payee, "1"));
    untilTold("\"failingSince\"");

    receiver = new Receiver(gateway.receiving(), port);
    assertThat(List.of(receiver.next().body(), receiver.next().body(), receiver.next().body()))
        .anyMatch(body -> body.contains("ACCOUNT_OPENED") && body.contains(payer))
        .anyMatch(body -> body.contains("missed-1"));
    untilTold("\"deadLetters\":0,\"position\":\"3\"}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"REDIRECT", "REFUSE", "BREAK"})
  void whatIsRefusedAgainAndAgainIsADeadLetterAndTheOthersGoOn(Manner manner) throws Exception {
    receiver.behave(taken -> taken.body().contains("poison") ? manner : Manner.OK);
    String id = id(create(receiver.url(), "[\"PAYMENT_SENT\"]"));
    gateway.own.ask(pay("poison-1", payer, payee, "1"));
    gateway.own.ask(pay("after-1", payer, payee, "1"));

    assertThat(receiver.next().body()).contains("after-1");
    Reply dead = ask("/v1/webhooks/" + id + "/dead-letters");
    assertThat(text(dead)).contains("poison-1", "the answer was ").doesNotContain("after-1");
    assertThat(receiver.asked.stream().filter(taken -> taken.body().contains("poison-1")))
        .hasSize(3)
        .noneMatch(taken -> taken.target().contains("elsewhere"));

    String event = Json.read(text(dead)).get("deadLetters").get(0).get("event").asString();
    Question replay = post("/v1/webhooks/" + id + "/replay", "", "{\"event\":\"" + event + "\"}");
    assertThat(text(gateway.own.ask(replay))).contains("\"delivered\":false");
    receiver.behave(_ -> Manner.OK);
    assertThat(text(gateway.own.ask(replay))).contains("\"delivered\":true");
    assertThat(receiver.next().body()).contains("poison-1");
    assertThat(text(ask("/v1/webhooks/" + id + "/dead-letters"))).isEqualTo("{\"deadLetters\":[]}");
    assertThat(text(gateway.own.ask(replay))).contains("UNKNOWN_DEAD_LETTER");
  }

  @Test
  void aReceiverThatHangsIsAskedAgainAndOneThatNeverEndsItsAnswerIsNot() throws Exception {
    Set<String> hung = ConcurrentHashMap.newKeySet();
    receiver.behave(taken -> hung.add(taken.key()) ? Manner.HANG : Manner.ENDLESS);
    create(receiver.url(), "[\"PAYMENT_SENT\"]");
    gateway.own.ask(pay("slow-1", payer, payee, "1"));

    assertThat(receiver.next().body()).contains("slow-1");
    untilTold("\"position\":\"3\"");
    assertThat(receiver.accepted).isEmpty();
  }

  @Test
  void whoCannotProveToBeTheHostIsToldNothing() throws IOException {
    try (var liar = new Receiver(gateway.receivingUntrusted(folder.resolve("foreign")), 0)) {
      create(liar.url(), "[]");
      untilTold("the connection failed");
      assertThat(liar.asked).isEmpty();
    }
  }

  @Test
  void aGatewayThatStopsInTheMiddleGoesOnFromThere() throws Exception {
    receiver.behave(taken -> taken.account().equals(payee) ? Manner.OVERLOADED : Manner.OK);
    create(receiver.url(), "[\"ACCOUNT_OPENED\"]");
    assertThat(receiver.next().account()).isEqualTo(payer);
    assertThat(receiver.nextAsked()).isNotNull();
    gateway.gateway.close();
    gateway.bank.pay(new PayOrder("p", payer, payee, "1", "KZT"));
    String late = gateway.bank.openAccount(new OpenAccount("late", "Late", "")).number();
    receiver.behave(_ -> Manner.OK);

    try (var _ = gateway.startAt(new Endpoint("127.0.0.1", 0))) {
      var told = new ArrayList<String>();
      while (!told.containsAll(List.of(payee, late))) {
        told.add(receiver.next().account());
      }
    }
  }

  @Test
  void everythingAfterAPositionIsToldAgainOnDemand() throws InterruptedException {
    String id = id(create(receiver.url(), "[\"ACCOUNT_OPENED\"]"));
    var first = new ArrayList<String>();
    first.add(receiver.next().account());
    first.add(receiver.next().account());
    Reply again = gateway.own.ask(post("/v1/webhooks/" + id + "/replay", "", "{\"after\":\"-3\"}"));

    assertThat(again.status()).isEqualTo(200);
    assertThat(receiver.next().account()).isEqualTo(payee);
    assertThat(first).containsExactlyInAnyOrder(payer, payee);
  }

  @Test
  void whoWantsEverythingIsToldOfWhatOnlyANewerNodeKnows() throws InterruptedException {
    String all = id(create(receiver.url(), "[]"));
    var nothing = Optional.<Integer>empty();
    gateway.bank.happened(
        "TOKEN_FROZEN",
        payer,
        new EventLine.OfOrder("t", nothing, Optional.empty(), Optional.empty()));
    gateway.own.ask(pay("after-it", payer, payee, "1"));

    var told = new ArrayList<String>();
    while (told.isEmpty() || !told.getLast().contains("after-it")) {
      told.add(receiver.next().body());
    }
    assertThat(told).filteredOn(body -> body.contains("\"kind\":\"TOKEN_FROZEN\"")).hasSize(1);
    assertThat(text(ask("/v1/webhooks/" + all))).contains("PAYMENT_VOID").doesNotContain("UNKNOWN");
    assertThat(text(create(receiver.url(), "[\"UNKNOWN\"]"))).contains("MALFORMED_REQUEST");
  }

  @Test
  void theSameWishIsTheSameWebhookAndARemovedOneIsToldNothing() throws InterruptedException {
    String id = id(create(receiver.url(), "[\"PAYMENT_SENT\",\"PAYMENT_VOID\"]"));
    String same = id(create(receiver.url(), "[\"PAYMENT_VOID\",\"PAYMENT_SENT\"]"));
    gateway.own.ask(pay("told-1", payer, payee, "1"));
    assertThat(receiver.next().body()).contains("told-1");
    Reply removed =
        gateway.own.ask(
            new Question(
                "DELETE", "/v1/webhooks/" + id, BoundFields.NONE, Bytes.empty(), Map.of()));
    gateway.own.ask(pay("untold-1", payer, payee, "1"));

    assertThat(same).isEqualTo(id);
    assertThat(removed.status()).isEqualTo(200);
    assertThat(text(ask("/v1/webhooks"))).isEqualTo("{\"webhooks\":[]}");
    assertThat(text(ask("/v1/webhooks/" + id))).contains("UNKNOWN_WEBHOOK");
    assertThat(receiver.accepted).isEmpty();
  }

  @Test
  void nobodyMakesTheGatewayCallWhomItsOperatorDoesNotAllow() {
    assertThat(NOT_ALLOWED)
        .allSatisfy(url -> assertThat(text(create(url, "[]"))).contains("RECEIVER_NOT_ALLOWED"));
    assertThat(text(ask("/v1/webhooks"))).isEqualTo("{\"webhooks\":[]}");
  }

  @Test
  void whatIsNoWebhookIsSaidToBeNone() {
    assertThat(text(create("https://127.0.0.1/a b", "[]"))).contains("MALFORMED_REQUEST");
    assertThat(text(create("https://127.0.0.1/" + "a".repeat(1_024), "[]")))
        .contains("RECEIVER_NOT_ALLOWED");
    assertThat(text(create(receiver.url(), "[\"PAYMENT_LOST\"]"))).contains("PAYMENT_LOST");
    assertThat(text(create(receiver.url(), "\"PAYMENT_SENT\""))).contains("it is no list");
    assertThat(text(create(receiver.url(), "[7]"))).contains("MALFORMED_REQUEST");
    for (int i = 0; i < 16; i++) {
      assertThat(create("https://localhost:8443/" + i, "[]").status()).isEqualTo(201);
    }
    assertThat(text(create(receiver.url(), "[]"))).contains("TOO_MANY_WEBHOOKS");
    String id = Json.read(text(ask("/v1/webhooks"))).get("webhooks").get(0).get("id").asString();
    for (String body : List.of("{}", "{\"event\":\"1\",\"after\":\"1\"}", "{\"event\":\"x\"}")) {
      assertThat(text(gateway.own.ask(post("/v1/webhooks/" + id + "/replay", "", body))))
          .contains("MALFORMED_REQUEST");
    }
  }

  @Test
  void toOtherBanksThisBanksWebhooksAreLikeThoseThatNobodyMade() {
    String id = id(create(receiver.url(), "[]"));
    var other = gateway.client(GatewayFixture.OTHER_BANK);
    String none = "0123456789abcdef";

    for (Question question : questions(id)) {
      String said = text(other.ask(question));
      assertThat(said).contains("UNKNOWN_WEBHOOK");
      assertThat(said.replace(id, none))
          .isEqualTo(text(other.ask(questions(none).get(questions(id).indexOf(question)))));
    }
    assertThat(text(other.ask(Question.get("/v1/webhooks")))).isEqualTo("{\"webhooks\":[]}");
    assertThat(other.ask(post("/v1/webhooks", "", "{}")).status()).isEqualTo(403);
    assertThat(text(ask("/v1/webhooks"))).contains(id);
  }

  private static List<Question> questions(String id) {
    String path = "/v1/webhooks/" + id;
    return List.of(
        Question.get(path),
        Question.get(path + "/dead-letters"),
        post(path + "/replay", "", "{\"event\":\"1\"}"),
        new Question("DELETE", path, BoundFields.NONE, Bytes.empty(), Map.of()));
  }

  /// Asks until the webhooks are told to be like this.
  private void untilTold(String words) {
    String told = "";
    for (int i = 0; i < 10_000 && !told.contains(words); i++) {
      told = text(ask("/v1/webhooks"));
    }
    assertThat(told).contains(words);
  }

  private Reply create(String url, String kinds) {
    return gateway.own.ask(
        post("/v1/webhooks", "", "{\"url\":\"%s\",\"kinds\":%s}".formatted(url, kinds)));
  }

  private Reply ask(String target) {
    return gateway.own.ask(Question.get(target));
  }

  private static MessageDescription described(Taken taken) {
    return new MessageDescription.Notification(
        BANK,
        "POST",
        taken.target(),
        new BoundFields(taken.type(), taken.key(), ""),
        Hash.sha256(taken.body().getBytes(UTF_8)));
  }

  private static String id(Reply created) {
    return member(created, "id").orElseThrow();
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  @Test
  void aWebhookOfEverythingStaysTheSameWhenKindsAreAdded() {
    URI url = URI.create("https://bank.kz/events");
    var everything = new Webhook(new Webhook.Wish(url, EnumSet.allOf(Kind.class)), Instant.EPOCH);
    Set<Kind> named = EnumSet.complementOf(EnumSet.of(Kind.PAYMENT_NEVER));
    var some = new Webhook(new Webhook.Wish(url, named), Instant.EPOCH);

    // Of no kind's name.
    assertThat(everything.id()).isEqualTo(id(url + "\nEVERYTHING"));
    assertThat(some.id()).isEqualTo(id(url + "\n" + names(named)));
  }

  private static String id(String content) {
    return Hash.sha256(content.getBytes(UTF_8)).hex().substring(0, 16);
  }

  private static String names(Set<Kind> kinds) {
    return kinds.stream().map(Kind::name).collect(Collectors.joining(" "));
  }
}
