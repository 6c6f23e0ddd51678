package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.EvidenceReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The signed interface over real sockets: what it does, and what it refuses and so changes
/// nothing.
class GatewayTest {
  private static final Question STATUS = Question.get("/v1/status");

  @TempDir private static Path folder;

  private static GatewayFixture gateway;
  private static String payer;
  private static String payee;

  @BeforeAll
  static void start() {
    gateway = new GatewayFixture(folder.resolve("network"));
    payer = number(gateway.own.ask(open("payer", "Айгүл")));
    payee = number(gateway.own.ask(open("payee", "Bolat")));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anAccountIsOpenedOnceAndShownWithItsBalances() {
    Reply opened = gateway.own.ask(open("customer-1", "Әсел Серікқызы"));
    Reply again = gateway.own.ask(open("customer-1", "Әсел Серікқызы"));
    Reply shown = gateway.own.ask(Question.get("/v1/accounts/" + number(opened)));

    assertThat(opened.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(opened.body());
    assertThat(shown.status()).isEqualTo(200);
    assertThat(text(shown))
        .contains("\"name\":\"Әсел Серікқызы\"", "\"openedAt\":\"2026-03-02T07:00:00Z\"")
        .contains("\"available\":\"1000.00\"", "\"incoming\":\"1.50\"", "\"currency\":\"KZT\"");
    assertThat(List.of(opened, again, shown)).allMatch(Reply::isProved);
  }

  @Test
  void pagesOfAccountsLeaveNoneOutAndGiveNoneTwice() {
    var walked = new ArrayList<String>();
    String next = "";
    do {
      Reply page =
          gateway.own.ask(
              Question.get("/v1/accounts?limit=1" + (next.isEmpty() ? "" : "&after=" + next)));
      var accounts = Json.read(text(page)).get("accounts");
      accounts.forEach(each -> walked.add(each.get("number").asString()));
      next = member(page, "next").orElse("");
    } while (!next.isEmpty());

    var whole = Json.read(text(gateway.own.ask(Question.get("/v1/accounts")))).get("accounts");
    assertThat(walked).doesNotHaveDuplicates().contains(payer, payee).hasSize(whole.size());
  }

  @Test
  void aPaymentRepeatedUnderItsKeyHasTheSameAnswerAndIsPaidOnce() {
    Question question = pay("salary-1", payer, payee, "12.50");
    Reply first = gateway.own.ask(question);
    int paid = gateway.bank.changes();
    Reply again = gateway.own.ask(question);

    assertThat(first.status()).isEqualTo(200);
    assertThat(text(first)).contains("\"state\":\"FINAL\"", "\"id\":\"salary-1\"");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.isProved()).isTrue();
    assertThat(gateway.bank.changes()).isEqualTo(paid);
    assertThat(text(gateway.own.ask(Question.get("/v1/payments/salary-1"))))
        .contains("\"side\":\"PAYER\"", "\"amount\":\"12.50\"", "\"evidence\":[\"a proof\"]");
  }

  /// The evidence of it verifies as well, whatever it is signed with.
  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aPaymentMayBeSignedWithAKeyOfAnyKind(KeyKind kind) {
    ParticipantClient program = gateway.client(kind);

    Reply paid = program.ask(pay("signed-" + kind, payer, payee, "1.25"));

    assertThat(text(paid)).contains("\"state\":\"FINAL\"", "\"id\":\"signed-" + kind + "\"");
    assertThat(paid.isProved()).isTrue();
    assertThat(gateway.judged(folder.resolve("network"), "signed"))
        .allMatch(EvidenceReport::isProved);
    int before = gateway.bank.changes();
    Question other = pay("altered-" + kind, payer, payee, "1.25");
    String signature = program.signer().sign(other.description(GatewayFixture.BANK));
    assertThat(text(program.send(pay("altered-" + kind, payer, payee, "9.25"), signature)))
        .contains("SIGNED_MESSAGE_REFUSED");
    assertThat(gateway.bank.changes()).isEqualTo(before);
  }

  @Test
  void aHistoryIsReadPageByPage() {
    String account = number(gateway.own.ask(open("busy", "Busy")));
    for (int i = 1; i <= 3; i++) {
      gateway.own.ask(pay("busy-" + i, account, payee, "1.00"));
    }
    Reply newest = gateway.own.ask(Question.get("/v1/accounts/" + account + "/history?limit=2"));
    String before = member(newest, "next").orElseThrow();
    Reply oldest =
        gateway.own.ask(
            Question.get("/v1/accounts/" + account + "/history?limit=2&before=" + before));

    assertThat(text(newest)).contains("busy-3", "busy-2").doesNotContain("busy-1");
    assertThat(text(oldest)).contains("busy-1").doesNotContain("busy-2");
    assertThat(member(oldest, "next")).isEmpty();
  }

  @Test
  void aPaymentWithoutTheNotarysWordIsAcceptedAndPending() {
    try {
      gateway.bank.loseTheNotary();
      Reply pending = gateway.own.ask(pay("doubt-1", payer, payee, "1.00"));
      assertThat(pending.status()).isEqualTo(202);
      assertThat(text(pending)).contains("\"state\":\"PENDING\"");
    } finally {
      gateway.bank.heal();
    }
    assertThat(gateway.own.ask(pay("doubt-1", payer, payee, "1.00")).status()).isEqualTo(200);
  }

  @Test
  void aTargetNeverLeadsToAnotherHost() {
    assertThat(text(gateway.own.ask(Question.get("//localhost:1/v1/status"))))
        .contains("UNKNOWN_PATH");
  }

  @Test
  void theStatusOfTheNodeIsTold() {
    assertThat(text(gateway.own.ask(STATUS)))
        .contains("\"node\":\"HSBKKZKX\"", "\"logSize\":\"77\"", "notary-2 is silent");
  }

  @Test
  void anAnswerIsForItsQuestionAndItsAskerOnly() {
    Reply answer = gateway.own.ask(STATUS);
    var other = gateway.client(GatewayFixture.OTHER_BANK);

    assertThat(answer.isProved()).isTrue();
    assertThat(
            new ParticipantClient(
                    gateway.http,
                    gateway.own.gateway(),
                    GatewayFixture.BANK,
                    "SOMEBODY",
                    gateway.own.signer(),
                    gateway.own.answering())
                .ask(STATUS)
                .isProved())
        .isFalse();
    assertThat(
            new ParticipantClient(
                    gateway.http,
                    gateway.own.gateway(),
                    GatewayFixture.BANK,
                    GatewayFixture.BANK,
                    gateway.own.signer(),
                    List.of(gateway.gatewayTls().chain().getFirst()))
                .ask(STATUS)
                .isProved())
        .isFalse();
    assertThat(other.ask(Question.get("/v1/accounts")).isProved()).isTrue();
  }

  @Test
  void toAnotherBankThisBanksIdsAreLikeThoseThatNobodyMade() {
    var other = gateway.client(GatewayFixture.OTHER_BANK);
    gateway.own.ask(pay("secret-1", payer, payee, "1.00"));
    String nobodys = "KZ00601" + "X".repeat(13);

    for (String path : List.of("/v1/accounts/%s", "/v1/accounts/%s/history")) {
      Reply real = other.ask(Question.get(path.formatted(payer)));
      Reply none = other.ask(Question.get(path.formatted(nobodys)));
      assertThat(text(real).replace(payer, "")).isEqualTo(text(none).replace(nobodys, ""));
    }
    assertThat(text(other.ask(Question.get("/v1/payments/secret-1"))).replace("secret-1", ""))
        .isEqualTo(text(other.ask(Question.get("/v1/payments/none-1"))).replace("none-1", ""));
    assertThat(text(other.ask(Question.get("/v1/accounts")))).isEqualTo("{\"accounts\":[]}");
  }

  @Test
  void aSecondGatewayOnItsPortSaysThatThePortIsTaken() {
    Endpoint taken = gateway.gateway.endpoint();
    assertThatThrownBy(() -> gateway.startAt(taken))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE));
  }

  @Test
  void whatFailsInsideTellsNothingOfItself() {
    try {
      gateway.bank.failWith(Problem.of(ErrorCode.DISK_FULL, "path", "/secret/path").exception());
      Reply answer = gateway.own.ask(STATUS);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(text(answer)).contains("INTERNAL_FAULT").doesNotContain("secret");
      assertThat(answer.isProved()).isTrue();
    } finally {
      gateway.bank.heal();
    }
  }

  @Test
  void whoAsksTooOftenIsToldToWaitAndTheOthersAreNot(@TempDir Path other) {
    var limits =
        new GatewayLimits(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            new RequestRate(1, 2, 9),
            ConnectionBounds.STANDARD);
    try (var strict = new GatewayFixture(other, limits)) {
      var neighbour = strict.client(GatewayFixture.OTHER_BANK);
      List<Reply> replies =
          IntStream.range(0, 30).mapToObj(_ -> strict.own.ask(open("busy", "Busy"))).toList();
      Reply refused =
          replies.stream().filter(reply -> reply.status() == 429).findFirst().orElseThrow();

      assertThat(replies.getFirst().status()).isEqualTo(201);
      assertThat(refused.isProved()).isTrue();
      assertThat(text(refused)).contains("TOO_MANY_REQUESTS", "\"retry\":\"LATER\"");
      assertThat(strict.bank.changes()).isEqualTo(1);
      assertThat(strict.kept(other))
          .as("of what is beyond the share nothing is kept")
          .isEqualTo(replies.stream().filter(reply -> reply.status() != 429).count());
      assertThat(neighbour.ask(Question.get("/v1/accounts")).status()).isEqualTo(200);
    }
  }

  @Test
  void whoIsToComeLaterIsToldWhenWhereThatIsKnown() {
    Problem reached =
        Problem.of(ErrorCode.OVERLOADED, "queue", "The line of questions", "limit", 1);
    try {
      gateway.bank.failWith(reached.lasting(Duration.ofMinutes(42)).exception());
      assertThat(gateway.retryAfter(STATUS)).contains("2520");
      gateway.bank.failWith(reached.exception());
      assertThat(gateway.retryAfter(STATUS)).contains("1");
      gateway.bank.failWith(Problem.of(ErrorCode.UNKNOWN_SERVICE, "service", "x").exception());
      assertThat(gateway.retryAfter(STATUS)).isEmpty();
    } finally {
      gateway.bank.heal();
    }
  }

  static Stream<Arguments> languages() {
    return Stream.of(
        Arguments.of("en", "The request is not understood"),
        Arguments.of("ru-KZ, en;q=0.5", "Запрос"),
        Arguments.of("kk", "Сұрау түсініксіз"),
        Arguments.of("de, kk;q=0.8, ru;q=0.9", "Запрос"),
        Arguments.of("fr", "The request is not understood"),
        Arguments.of("ru;q=0", "The request is not understood"),
        Arguments.of(";;;", "The request is not understood"),
        Arguments.of("kk,".repeat(300), "The request is not understood"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aProblemIsSaidInTheLanguageAskedFor(String accepted, String title) {
    Reply answer =
        gateway.own.ask(
            new Question(
                "GET",
                "/v1/accounts?limit=0",
                BoundFields.NONE,
                Bytes.empty(),
                Map.of("Accept-Language", accepted)));

    assertThat(member(answer, "title").orElseThrow()).startsWith(title);
  }

  private static String number(Reply opened) {
    return member(opened, "number").orElseThrow();
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
