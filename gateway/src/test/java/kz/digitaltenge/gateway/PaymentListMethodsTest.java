package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import kz.digitaltenge.api.operator.PaymentSearch;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.PaymentEntry;
import kz.digitaltenge.sdk.PaymentFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bank's payments are looked through a page at a time (C10).
class PaymentListMethodsTest {
  @TempDir private Path folder;
  private GatewayFixture gateway;

  @BeforeEach
  void begin() {
    gateway = new GatewayFixture(folder);
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  @Test
  void aLineSaysWhoseItIsHowItEndedAndWhereTheOtherSideIs() {
    Reply reply = get("/v1/payments?limit=1");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.tag()).isNotEmpty();
    assertThat(body(reply))
        .contains(
            "\"account\":\"" + FakePayments.ACCOUNT + "\"",
            "\"state\":\"FINAL\"",
            "\"banks\":[\"KPSTKZKA\"]",
            "\"payment\":\"pay-9\"",
            "\"direction\":\"OUT\"",
            "\"next\":\"9\"");
  }

  @Test
  void whatIsUnderWayIsAListOfItsOwnThatGoesOnAfterAPlace() {
    String first = body(get("/v1/payments?state=PENDING&limit=1&account=" + FakePayments.ACCOUNT));
    String second = body(get("/v1/payments?state=PENDING&limit=1&after=8"));

    assertThat(first)
        .contains("\"payment\":\"pay-8\"", "\"state\":\"PENDING\"", "\"attempt\":2")
        .contains("\"next\":\"8\"");
    assertThat(second).contains("\"payment\":\"pay-9\"").doesNotContain("next");
    assertThat(gateway.payments.searches().getFirst().account()).isEqualTo(FakePayments.ACCOUNT);
  }

  @Test
  void eachFilterIsHandedOn() {
    get(
        "/v1/payments?account=KZ86601DT00000000002&direction=OUT&state=FINAL"
            + "&from=2026-03-02T07:00:00Z&to=2026-03-03T07:00:00Z&counterpartyBank=KPSTKZKA"
            + "&minAmount=10&maxAmount=20.50");

    assertThat(gateway.payments.searches())
        .containsExactly(
            new PaymentSearch(
                "KZ86601DT00000000002",
                "OUT",
                "FINAL",
                "2026-03-02T07:00:00Z",
                "2026-03-03T07:00:00Z",
                "KPSTKZKA",
                "10",
                "20.50"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/payments?limit=501, 400, MALFORMED_REQUEST",
    "/v1/payments?limit=0, 400, MALFORMED_REQUEST",
    "/v1/payments?before=first, 400, MALFORMED_REQUEST",
    "/v1/payments?after=1, 400, MALFORMED_REQUEST",
    "/v1/payments?state=PENDING&before=1, 400, MALFORMED_REQUEST",
    "/v1/payments?state=PENDING&after=first, 400, MALFORMED_REQUEST",
    "/v1/payments?payer=KZ86601DT00000000002, 400, MALFORMED_REQUEST",
    "/v1/payments?account=, 400, MALFORMED_REQUEST",
    "/v1/payments?state=FINAL&state=VOID, 400, MALFORMED_REQUEST"
  })
  void whatIsNoQuestionIsRefused(String target, int status, String code) {
    Reply reply = get(target);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(body(reply)).contains("\"code\":\"" + code + "\"");
    assertThat(gateway.payments.searches()).isEmpty();
  }

  @Test
  void nobodyElseLooksThroughThem() {
    Reply reply = gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get("/v1/payments"));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(gateway.payments.searches()).isEmpty();
  }

  /// Pages that are empty are passed over.
  @Test
  void theSdkReadsToTheEnd() {
    try (BankClient bank =
        new BankClient(gateway.program(URI.create("https://" + gateway.gateway.endpoint())))) {
      List<PaymentEntry> all = bank.payments().all().stream().toList();
      List<PaymentEntry> open = bank.payments().pending().stream().toList();
      List<PaymentEntry> received =
          bank
              .payments()
              .all(
                  PaymentFilter.ALL
                      .account(FakePayments.ACCOUNT)
                      .direction("IN")
                      .from(Instant.EPOCH)
                      .amount(BigDecimal.ONE, BigDecimal.TEN))
              .stream()
              .toList();

      assertThat(all)
          .extracting(PaymentEntry::payment)
          .containsExactlyElementsOf(
              IntStream.range(0, 10).mapToObj(i -> "pay-" + (9 - i)).toList());
      assertThat(open).extracting(PaymentEntry::payment).containsExactly("pay-8", "pay-9");
      assertThat(open.getFirst().attempt()).contains(2);
      assertThat(received).extracting(PaymentEntry::payment).containsExactly("pay-0");
      assertThat(received.getFirst().amount()).isEqualByComparingTo("100");
      assertThat(gateway.payments.searches().getLast())
          .isEqualTo(
              new PaymentSearch(
                  FakePayments.ACCOUNT, "IN", "", "1970-01-01T00:00:00Z", "", "", "1", "10"));
    }
  }

  private Reply get(String target) {
    return gateway.own.ask(Question.get(target));
  }

  private static String body(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
