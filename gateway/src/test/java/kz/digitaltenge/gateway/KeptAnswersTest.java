package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.gateway.Receiver.Manner;
import kz.digitaltenge.gateway.Receiver.Taken;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.gateway.webhook.WebhookLimits;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.EvidenceJudge;
import kz.digitaltenge.trust.signed.EvidenceReport;
import kz.digitaltenge.trust.signed.EvidenceReport.About;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The gateway's own signed answers and notifications are kept (C06, N5).
class KeptAnswersTest {
  private static final WebhookLimits QUICK =
      new WebhookLimits(
          Duration.ofSeconds(2),
          Duration.ofMillis(5),
          Duration.ofMillis(50),
          3,
          Duration.ofMinutes(1));

  @TempDir private Path folder;
  private GatewayFixture gateway;
  private String payer = "";
  private String payee = "";

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder, QUICK);
    payer = member(gateway.own.ask(open("payer", "Aigul")), "number").orElseThrow();
    payee = member(gateway.own.ask(open("payee", "Bolat")), "number").orElseThrow();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private List<EvidenceReport> kept(String kind) {
    return gateway.judged(folder, kind);
  }

  private Map<Long, Sent> answers() {
    return kept("signed").stream()
        .flatMap(report -> report.sent().stream())
        .collect(Collectors.toMap(each -> ((About.Request) each.about()).position(), each -> each));
  }

  @Test
  void eachRequestThatIsKeptHasItsAnswerBesideIt() {
    Reply paid = gateway.own.ask(pay("rent-1", payer, payee, "5"));
    Reply refused = gateway.own.ask(pay("rent-2", payer, payee, "99999999"));
    Reply read = gateway.own.ask(Question.get("/v1/accounts/" + payer));
    Reply unknown = gateway.own.ask(Question.get("/v1/nothing"));

    assertThat(kept("signed")).allMatch(EvidenceReport::isProved);
    List<Finding> requests =
        kept("signed").stream().flatMap(each -> each.messages().stream()).toList();
    assertThat(answers().keySet())
        .containsExactlyInAnyOrderElementsOf(requests.stream().map(Finding::position).toList())
        .hasSize(6);
    for (Reply each : List.of(paid, refused, read, unknown)) {
      assertThat(answers().values())
          .filteredOn(
              sent ->
                  EvidenceJudge.isBodyOf(sent.finding(), each.body().toArray())
                      && text(sent.finding()).contains("\n" + each.status() + "\n"))
          .hasSize(1);
    }
  }

  /// Whoever knows the address could fill the disk otherwise.
  @Test
  void theRefusalOfWhatIsNotKeptIsNotKeptEither() {
    int before = answers().size();
    assertThat(gateway.revoked().ask(Question.get("/v1/status")).status()).isEqualTo(403);

    assertThat(answers()).hasSize(before);
    assertThat(kept("signed")).allMatch(EvidenceReport::isProved);
  }

  /// The disk is gone while a method works.
  @Test
  void anAnswerThatCannotBeKeptIsNotGiven() {
    gateway.bank.whilePaying(gateway.evidence::close);
    Reply reply = gateway.own.ask(pay("rent-1", payer, payee, "5"));

    assertThat(reply.status()).isEqualTo(504);
    assertThat(member(reply, "code")).contains("ANSWER_NOT_KEPT");
    assertThat(member(reply, "retry")).contains("SAME_REQUEST");
  }

  @Test
  void eachAttemptToTellIsKeptWithWhatCameOfItAndShown() throws Exception {
    try (var receiver = new Receiver(gateway.receiving(), 0)) {
      receiver.behave(taken -> taken.body().contains("poison") ? Manner.REFUSE : Manner.OK);
      String id = member(create(receiver.url()), "id").orElseThrow();
      gateway.own.ask(pay("poison-1", payer, payee, "5"));
      gateway.own.ask(pay("salary-1", payer, payee, "5"));
      Taken told = receiver.next();

      for (int i = 0; i < 10_000 && !isComplete(id); i++) {
        Thread.onSpinWait();
      }
      assertThat(isComplete(id)).isTrue();
      List<JsonNode> shown = notifications("/v1/notifications");
      assertThat(shown.stream().map(each -> each.get("result").asString()))
          .containsExactly("REFUSED", "REFUSED", "REFUSED", "DELIVERED");
      JsonNode last = shown.getLast();
      assertThat(last.get("signature").asString()).isEqualTo(told.signature());
      assertThat(last.get("key").asString()).isEqualTo(told.key());
      assertThat(last.get("url").asString()).isEqualTo(receiver.url());
      assertThat(last.get("status").asInt()).isEqualTo(200);
      assertThat(last.get("message").asString())
          .endsWith("body-sha-256:" + Hash.sha256(told.body().getBytes(UTF_8)).hex() + "\n");
      assertThat(notifications("/v1/notifications?webhook=other")).isEmpty();
      assertThat(pages(1)).isEqualTo(pages(500)).hasSize(4);
    }
    assertThat(kept("notified")).allMatch(EvidenceReport::isProved);
    assertThat(kept("notified").stream().flatMap(each -> each.sent().stream())).hasSize(4);
  }

  @Test
  void otherBanksAreShownNothing() {
    Reply refused =
        gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get("/v1/notifications"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(gateway.own.ask(Question.get("/v1/notifications?after=x")).status()).isEqualTo(400);
  }

  private boolean isComplete(String webhook) {
    List<JsonNode> shown = notifications("/v1/notifications?webhook=" + webhook);
    return shown.size() == 4 && shown.stream().allMatch(each -> each.has("result"));
  }

  private Reply create(String url) {
    return gateway.own.ask(
        post(
            "/v1/webhooks",
            "",
            """
            {"url":"%s","kinds":["PAYMENT_SENT"]}\
            """
                .formatted(url)));
  }

  private List<String> pages(int limit) {
    var walked = new ArrayList<String>();
    Optional<String> next = Optional.of("0");
    while (next.isPresent()) {
      Reply page =
          gateway.own.ask(
              Question.get("/v1/notifications?limit=%d&after=%s".formatted(limit, next.get())));
      notifications(page).forEach(each -> walked.add(each.get("id").asString()));
      next = member(page, "next");
    }
    return walked;
  }

  private List<JsonNode> notifications(String target) {
    return notifications(gateway.own.ask(Question.get(target)));
  }

  private static List<JsonNode> notifications(Reply page) {
    return Json.read(new String(page.body().toArray(), UTF_8))
        .get("notifications")
        .valueStream()
        .toList();
  }

  private static String text(Finding finding) {
    return new String(finding.description().toArray(), UTF_8);
  }
}
