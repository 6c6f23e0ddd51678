package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The central bank's officers keep days and calendars by what they sign (C12, C13, S16).
class OfficersMethodsTest {
  private static final String DAY = "/v1/operational-day";
  private static final String DAYS = "/v1/operational-days";
  private static final String CALENDAR = "/v1/calendars/2027";
  private static final Set<String> FOR_EVERYBODY =
      Set.of("GET /v1/calendars/{id}", "GET /v1/answering-certificates");
  private static final FakeDays FAKE = new FakeDays();

  private static GatewayFixture fixture;
  private static Gateway gateway;
  private static ParticipantClient first;
  private static ParticipantClient second;

  @BeforeAll
  static void start(@TempDir Path folder) {
    fixture = new GatewayFixture(folder);
    gateway = fixture.startAt(new Endpoint("127.0.0.1", 0), FakeCentralBank.services(FAKE));
    first = fixture.client(gateway, GatewayFixture.BANK + ".officer-1");
    second = fixture.client(gateway, GatewayFixture.BANK + ".officer-2");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static String text(Reply reply) {
    assertThat(reply.isProved()).isTrue();
    return new String(reply.body().toArray(), UTF_8);
  }

  private static Reply read(String target) {
    return first.ask(Question.get(target));
  }

  private static Reply post(ParticipantClient officer, String target, String tag, String body) {
    return officer.ask(
        new Question(
            "POST",
            target,
            new BoundFields(body.isEmpty() ? "" : "application/json", "", tag),
            Bytes.of(body.getBytes(UTF_8)),
            Map.of()));
  }

  @Test
  void anOfficerClosesADayAndTheNextIsThere() {
    String date = "2026-12-01";
    FAKE.passes = false;
    Reply waiting = post(second, DAYS + "/" + date + "/close", "", "");
    assertThat(waiting.status()).isEqualTo(202);
    assertThat(text(waiting)).contains("\"state\":\"CLOSING\"", "\"passed\":false");

    FAKE.passes = true;
    Reply closed = post(second, DAYS + "/" + date + "/close", "", "");
    assertThat(closed.status()).isEqualTo(200);
    assertThat(text(closed)).contains("\"closedBy\":\"2\"", "\"evidence\":\"");
    assertThat(text(read(DAY))).contains("\"date\":\"2026-12-02\"", "\"state\":\"OPEN\"");
    assertThat(text(read(DAYS + "?limit=1"))).contains("2026-12-02", "\"next\":\"2026-12-02\"");
    assertThat(text(read(DAYS + "?limit=1&before=2026-12-02"))).contains("\"date\":\"2026-12-01\"");
    assertThat(text(read(DAYS + "/2026-12-01"))).contains("CLOSED");
  }

  @Test
  void hoursAndTheSwitchAreSetAsRead() {
    String tag = read(DAY).tag();
    Reply set = post(first, DAY + "/hours", tag, "{\"opens\":\"09:00\",\"cutOff\":\"18:30\"}");
    assertThat(text(set)).contains("\"opens\":\"09:00\"", "\"cutOff\":\"18:30\"");
    assertThat(post(second, DAY + "/automatic", tag, "{\"automatic\":\"ON\"}").status())
        .isEqualTo(412);
    assertThat(text(post(second, DAY + "/automatic", "", "{\"automatic\":\"ON\"}")))
        .contains("\"automatic\":true");
  }

  @Test
  void oneOfficerDoesNotUndoAnothersEditUnseen() {
    String tag = read(CALENDAR).tag();
    Reply edited = post(first, CALENDAR + "/days", tag, day("2027-05-17", "OFF", ""));
    assertThat(edited.status()).isEqualTo(200);
    assertThat(text(edited)).contains("2027-05-17", "\"evidence\":\"");

    Reply late = post(second, CALENDAR + "/days", tag, day("2027-05-17", "WORKING", ""));

    assertThat(late.status()).isEqualTo(412);
    assertThat(text(late)).contains("RESOURCE_CHANGED");
    assertThat(text(read(CALENDAR))).contains("2027-05-17");
  }

  /// What counts later is in no list of today, and changes the tag all the same.
  @Test
  void aChangeForLaterIsSeenInTheTagAndInTheHistory() {
    String target = "/v1/calendars/2028";
    String tag = read(target).tag();
    String later = ",\"from\":\"2027-12-01T00:00:00Z\"";
    var _ = post(first, target + "/days", tag, day("2028-03-09", "OFF", later));

    assertThat(text(read(target))).doesNotContain("2028-03-09");
    assertThat(text(read(target + "?at=2027-12-01T00:00:00Z"))).contains("2028-03-09");
    assertThat(read(target).tag()).isNotEqualTo(tag);
    assertThat(text(read(target + "/changes?limit=1")))
        .contains("\"officer\":\"1\"", "\"from\":\"2027-12-01T00:00:00Z\"");
  }

  @Test
  void weekendsAndTheOfficialListAreTakenAtOnce() {
    assertThat(text(post(second, "/v1/calendars/2029/weekends", "", "")))
        .contains("\"nonWorking\":1");
    assertThat(text(post(second, "/v1/calendars/2029/official", "", "")))
        .contains("\"nonWorking\":2");
    assertThat(text(read("/v1/calendars/2029/changes?limit=1")))
        .contains("2029-01-01", "\"next\":\"1\"");
    assertThat(text(read("/v1/calendars/2029/changes?after=1")))
        .contains("2029-01-02")
        .doesNotContain("next");
  }

  private static String day(String date, String kind, String more) {
    return "{\"date\":\"%s\",\"kind\":\"%s\",\"title\":\"T\"%s}".formatted(date, kind, more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HSBKKZKX",
        "HSBKKZKX.officer-9",
        "HSBKKZKX.officer-1.x",
        "HSBKKZKXofficer-1",
        "KCJBKZKX",
        "KCJBKZKX.officer-1"
      })
  void whoIsNoOfficerReadsTheCalendarAndNothingElse(String participant) {
    ParticipantClient other = fixture.client(gateway, participant);
    String day = text(read(DAY));
    String calendar = text(read(CALENDAR));

    for (Asked each : Asked.all(OpenApi.CENTRAL_BANK)) {
      Reply reply = other.ask(each.question());
      boolean isOpen = each.isOneOf(FOR_EVERYBODY);
      assertThat(reply.status()).as(each.name()).isEqualTo(isOpen ? 200 : 403);
      assertThat(text(reply).contains("CALLER_NOT_ADMITTED")).as(each.name()).isNotEqualTo(isOpen);
    }
    assertThat(text(read(DAY))).isEqualTo(day);
    assertThat(text(read(CALENDAR))).isEqualTo(calendar);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET | /v1/operational-days?before=yesterday | ~~ | MALFORMED_REQUEST",
        "GET | /v1/operational-days?limit=501 | ~~ | MALFORMED_REQUEST",
        "GET | /v1/operational-days?x=1 | ~~ | MALFORMED_REQUEST",
        "GET | /v1/operational-days/2020-01-01 | ~~ | UNKNOWN_DAY",
        "GET | /v1/operational-days/today | ~~ | MALFORMED_REQUEST",
        "POST | /v1/operational-days/2020-01-01/close | ~~ | UNKNOWN_DAY",
        "POST | /v1/operational-days/2026-12-01/close | {} | MALFORMED_REQUEST",
        "POST | /v1/operational-days?x=1 | ~~ | MALFORMED_REQUEST",
        "POST | /v1/operational-day/hours | {\"opens\":\"09:00\"} | MALFORMED_REQUEST",
        "POST | /v1/operational-day/hours | ~~ | MEDIA_TYPE_NOT_TAKEN",
        "POST | /v1/operational-day/automatic | {\"automatic\":\"on\"} | MALFORMED_REQUEST",
        "POST | /v1/operational-day/automatic | {\"automatic\":true} | MALFORMED_REQUEST",
        "GET | /v1/calendars/27 | ~~ | MALFORMED_REQUEST",
        "GET | /v1/calendars/2027?at=now | ~~ | MALFORMED_REQUEST",
        "GET | /v1/calendars/2027/changes?after=-1 | ~~ | MALFORMED_REQUEST",
        "POST | /v1/calendars/2027/days | {\"date\":\"2026-01-01\",\"kind\":\"OFF\"} |"
            + " MALFORMED_REQUEST",
        "POST | /v1/calendars/2027/days | {\"date\":\"2027-02-30\",\"kind\":\"OFF\"} |"
            + " MALFORMED_REQUEST",
        "POST | /v1/calendars/2027/days | {\"date\":\"2027-01-01\",\"kind\":\"HALF\"} |"
            + " MALFORMED_REQUEST",
        "POST | /v1/calendars/2027/days | {\"date\":\"2027-01-01\",\"kind\":\"OFF\",\"from\":\"x\"}"
            + " | MALFORMED_REQUEST",
        "POST | /v1/calendars/2027/weekends | {} | MALFORMED_REQUEST",
        "DELETE | /v1/calendars/2027 | ~~ | METHOD_NOT_OFFERED",
        "GET | /v1/payments/1 | ~~ | UNKNOWN_PATH"
      })
  void whatCannotBeTakenChangesNothing(String method, String target, String body, String code) {
    String day = text(read(DAY));
    String calendar = text(read(CALENDAR));
    var fields = new BoundFields(body.isEmpty() ? "" : "application/json", "", "");

    Reply reply =
        first.ask(new Question(method, target, fields, Bytes.of(body.getBytes(UTF_8)), Map.of()));

    assertThat(text(reply)).contains("\"code\":\"" + code + "\"");
    assertThat(text(read(DAY))).isEqualTo(day);
    assertThat(text(read(CALENDAR))).isEqualTo(calendar);
  }

  @Test
  void itsDocumentIsServedThere() throws Exception {
    for (String path : new String[] {OpenApi.PATH, OpenApi.PAGE_PATH}) {
      HttpResponse<byte[]> served =
          fixture.http.send(
              HttpRequest.newBuilder(URI.create("https://" + gateway.endpoint() + path)).build(),
              BodyHandlers.ofByteArray());
      Bytes expected =
          path.equals(OpenApi.PATH) ? OpenApi.CENTRAL_BANK.document() : OpenApi.CENTRAL_BANK.page();
      assertThat(Bytes.of(served.body())).isEqualTo(expected);
    }
  }
}
