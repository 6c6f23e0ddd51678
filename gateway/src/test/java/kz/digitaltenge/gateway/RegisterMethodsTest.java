package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Registers over a real connection, signed.
class RegisterMethodsTest {
  private static final String HEAD =
      "payer,currency,count,total\nKZ1,KZT,2,3\nline,account,phone,iin,bin,amount,purpose\n";
  private static final String GOOD = HEAD + "a,KZ2,,,,1,Мамыр\nb,,+77010009909,,,2,\n";

  private static GatewayFixture gateway;

  @BeforeAll
  static void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Question upload(String key, String type, byte[] body, String language) {
    return new Question(
        "POST",
        "/v1/registers",
        new BoundFields(type, key, ""),
        Bytes.of(body),
        Map.of("Accept-Language", language));
  }

  private static Reply ask(ParticipantClient client, String key, String text) {
    return client.ask(upload(key, "text/csv", text.getBytes(UTF_8), "en"));
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  @Test
  void aRegisterIsHandedInShownPagedAndCancelled() {
    Reply taken = ask(gateway.own, "R1", GOOD);

    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.isProved()).isTrue();
    assertThat(text(taken)).contains("\"id\":\"R1\"", "\"all\":2", "\"evidence\":\"7\"");
    assertThat(gateway.registers.order("R1").rows().getFirst().purpose()).isEqualTo("Мамыр");
    assertThat(text(gateway.own.ask(Question.get("/v1/registers/R1"))))
        .contains("\"state\":\"PAYING\"")
        .doesNotContain("toLookUp");
    assertThat(text(ask(gateway.own, "checking-1", GOOD)))
        .contains("\"state\":\"CHECKING\"", "\"toLookUp\":1,");
    assertThat(text(gateway.own.ask(Question.get("/v1/registers?limit=1"))))
        .contains("\"id\":\"R1\"", "\"next\":\"");
    assertThat(text(gateway.own.ask(Question.get("/v1/registers/R1/lines?after=1&limit=5"))))
        .contains("\"line\":\"b\"", "+77010009909", "PAYEE_NOT_FOUND")
        .doesNotContain("\"line\":\"a\"", "next");
    Reply cancelled =
        gateway.own.ask(
            new Question(
                "POST", "/v1/registers/R1/cancel", BoundFields.NONE, Bytes.empty(), Map.of()));
    assertThat(cancelled.status()).isEqualTo(202);
  }

  @Test
  void whatIsWrongWithWhichRowIsToldInTheLanguageAskedFor() {
    byte[] bad = (HEAD + "a,KZ2,,,,1\nb,\"\n").getBytes(UTF_8);

    Reply refused = gateway.own.ask(upload("R2", "text/csv", bad, "ru"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(text(refused))
        .contains("REGISTER_REFUSED", "\"lines\":[{\"row\":4,", "{\"row\":5,", "Строку нельзя");
    assertThat(gateway.own.ask(Question.get("/v1/registers/R2")).status()).isEqualTo(404);
  }

  @Test
  void whyNothingOfARegisterWasPaidIsToldByCodeAndInTheLanguageAskedFor() {
    var _ = ask(gateway.own, "unapproved-1", GOOD);

    for (String target : List.of("/v1/registers/unapproved-1", "/v1/registers?limit=500")) {
      var question =
          new Question(
              "GET", target, BoundFields.NONE, Bytes.empty(), Map.of("Accept-Language", "kk"));
      assertThat(text(gateway.own.ask(question)))
          .contains("\"problem\":{\"code\":\"REGISTER_NOT_APPROVED\",\"number\":1208,")
          .contains("мақұлдамады");
    }
    assertThat(text(ask(gateway.own, "R1", GOOD))).doesNotContain("problem");
  }

  @Test
  void signatoriesAreToldWhatToSignAndWhoHasNotDecided() {
    var _ = ask(gateway.own, "R9", GOOD);
    String approvals = "/v1/registers/R9/approvals";
    Reply asked = gateway.own.ask(Question.get(approvals));
    Reply decided =
        gateway.own.ask(
            new Question(
                "POST",
                approvals,
                GatewayFixture.JSON,
                Bytes.of(
                    "{\"signatory\":\"director\",\"decision\":\"APPROVE\",\"signature\":\"a..b\"}"
                        .getBytes(UTF_8)),
                Map.of()));

    assertThat(text(asked))
        .contains(
            "\"state\":\"AWAITING_APPROVAL\"",
            "\"undecided\":[\"director\",\"accountant\"]",
            "\"toApprove\":\"yes to R9\"");
    assertThat(text(decided))
        .contains("\"state\":\"APPROVED\"", "\"signatory\":\"director\"", "\"undecided\":[]");
    assertThat(text(gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get(approvals))))
        .contains("UNKNOWN_REGISTER");
  }

  @Test
  void aRegisterMayBeLargerThanOtherBodiesAndNotWithoutEnd() {
    byte[] large = GOOD.replace("Мамыр", "м".repeat(200_000)).getBytes(UTF_8);
    assertThat(gateway.own.ask(upload("R3", "text/csv", large, "en")).status()).isEqualTo(202);

    byte[] elsewhere = new byte[GatewayLimits.BODY_SIZE_MAX_BYTES + 1];
    Arrays.fill(elsewhere, (byte) ' ');
    Reply other =
        gateway.own.ask(
            new Question(
                "POST", "/v1/accounts", GatewayFixture.JSON, Bytes.of(elsewhere), Map.of()));
    assertThat(other.status()).isEqualTo(413);
  }

  @Test
  void othersLearnNothingOfRegisters() {
    ParticipantClient other = gateway.client(GatewayFixture.OTHER_BANK);
    var _ = ask(gateway.own, "R4", GOOD);

    assertThat(ask(other, "R5", GOOD).status()).isEqualTo(403);
    assertThat(text(other.ask(Question.get("/v1/registers")))).isEqualTo("{\"registers\":[]}");
    for (String target : new String[] {"/v1/registers/R4", "/v1/registers/R4/lines"}) {
      Reply reply = other.ask(Question.get(target));
      assertThat(reply.status()).isEqualTo(404);
      assertThat(text(reply)).contains("UNKNOWN_REGISTER");
    }
  }

  @Test
  void aQuestionThatIsNoneChangesNothing() {
    assertThat(ask(gateway.own, "", GOOD).status()).isEqualTo(400);
    assertThat(gateway.own.ask(upload("R6", "text/plain", GOOD.getBytes(UTF_8), "en")).status())
        .isEqualTo(415);
    assertThat(gateway.own.ask(Question.get("/v1/registers/R6")).status()).isEqualTo(404);
    assertThat(gateway.own.ask(Question.get("/v1/registers?after=1")).status()).isEqualTo(400);
    assertThat(gateway.own.ask(Question.get("/v1/registers/R6/lines?limit=501")).status())
        .isEqualTo(400);
  }
}
