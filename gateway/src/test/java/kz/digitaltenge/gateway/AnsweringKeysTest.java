package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.sdk.AnsweringCertificate;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.ClientSetting;
import kz.digitaltenge.sdk.Event;
import kz.digitaltenge.sdk.MessageBody;
import kz.digitaltenge.sdk.NotificationCheck;
import kz.digitaltenge.sdk.UntrustedMessageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One signing key takes another's place while programs ask and are told, and each message
/// verifies.
class AnsweringKeysTest {
  private static final String PATH = "/v1/answering-certificates";

  /// Not longer: the JDK holds status answers against its own clock, which does not pass here.
  private static final Duration A_WHILE = Duration.ofMinutes(10);

  private GatewayFixture gateway;
  private Receiver receiver;
  private ClientSetting setting;
  private BankClient client;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    gateway = new GatewayFixture(folder);
    receiver = new Receiver(gateway.receiving(), 0);
    setting = gateway.program(URI.create("https://" + gateway.gateway.endpoint()));
    client = new BankClient(setting);
  }

  @AfterEach
  void stop() {
    client.close();
    receiver.close();
    gateway.close();
  }

  private NotificationCheck check() {
    return new NotificationCheck(
        GatewayFixture.BANK, setting.trust(), gateway.clock, new SecureRandom());
  }

  private static NotificationCheck.Received received(Receiver.Taken taken) {
    return new NotificationCheck.Received(
        "POST",
        taken.target(),
        taken.type(),
        taken.key(),
        List.of(taken.signature()),
        MessageBody.of(taken.body().getBytes(UTF_8)));
  }

  /// By an event of its own.
  private Receiver.Taken told(String reference) throws InterruptedException {
    gateway.own.ask(open(reference, "Somebody"));
    return receiver.next();
  }

  private static void distrusts(Runnable work) {
    assertThatExceptionOfType(UntrustedMessageException.class).isThrownBy(work::run);
  }

  @Test
  void whoLearntInTimeBelievesBothKeysAndWhoDidNotTheFormerOne() throws InterruptedException {
    client.webhooks().create(URI.create(receiver.url()), Set.of(Event.Kind.ACCOUNT_OPENED));
    NotificationCheck learned = check();
    NotificationCheck late = check();
    List<AnsweringCertificate> both =
        client.answeringCertificates().rotate(gateway.clock.instant().plus(A_WHILE));
    Receiver.Taken former = told("before");

    assertThat(both).hasSize(2);
    assertThat(both.getFirst().signsUntil()).contains(both.getLast().signsFrom());
    assertThat(client.answeringCertificates().rotate()).as("one waits").isEqualTo(both);
    learned.believe(client.answeringCertificates().learn());
    assertThat(learned.verify(received(former)).event().kind())
        .isEqualTo(Event.Kind.ACCOUNT_OPENED);

    gateway.pass(A_WHILE);
    Receiver.Taken next = told("after");
    assertThat(next.signature()).isNotEqualTo(former.signature());
    assertThat(learned.verify(received(next)).event().kind()).isEqualTo(Event.Kind.ACCOUNT_OPENED);
    assertThat(client.status().node()).isEqualTo(GatewayFixture.BANK);
    distrusts(() -> late.verify(received(next)));
    assertThat(gateway.own.ask(Question.get("/v1/status")).isProved())
        .as("the old certificate proves nothing new")
        .isFalse();
    try (var unaware = new BankClient(setting)) {
      distrusts(unaware::status);
    }
  }

  @Test
  void theFormerKeyIsBelievedWhileItsMessagesAreOnTheirWay() throws InterruptedException {
    client.webhooks().create(URI.create(receiver.url()), Set.of(Event.Kind.ACCOUNT_OPENED));
    NotificationCheck learned = check();
    client.answeringCertificates().rotate(gateway.clock.instant().plus(A_WHILE));
    learned.believe(client.answeringCertificates().learn());
    gateway.pass(A_WHILE.minusMinutes(1));
    Receiver.Taken last = told("last of the former");
    gateway.pass(Duration.ofMinutes(2));

    learned.believe(client.answeringCertificates().learn());
    assertThat(learned.verify(received(last)).event().kind()).isEqualTo(Event.Kind.ACCOUNT_OPENED);
    String both = text(gateway.own.ask(Question.get(PATH)));
    gateway.pass(Duration.ofDays(1));
    String one = text(gateway.own.ask(Question.get(PATH)));
    assertThat(both.split("thumbprint", -1)).hasSize(3);
    assertThat(one.split("thumbprint", -1)).as("the former one is forgotten").hasSize(2);
  }

  @Test
  void onlyTheBankItselfReplacesItsKeyAndEverybodyMaySeeIt() {
    var other = gateway.client(GatewayFixture.OTHER_BANK);

    assertThat(text(other.ask(post(PATH + "/rotation", "", "{}")))).contains("CALLER_NOT_ADMITTED");
    assertThat(text(other.ask(Question.get(PATH))))
        .isEqualTo(text(gateway.own.ask(Question.get(PATH))))
        .contains("BEGIN CERTIFICATE");
    assertThat(client.answeringCertificates().all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2999-01-01T00:00:00Z", "2020-01-01"})
  void whatIsNoTimeToComeChangesNothing(String time) {
    Reply refused =
        gateway.own.ask(post(PATH + "/rotation", "", "{\"signsFrom\":\"%s\"}".formatted(time)));

    assertThat(text(refused)).contains("MALFORMED_REQUEST", "signsFrom");
    assertThat(client.answeringCertificates().all())
        .extracting(AnsweringCertificate::signsFrom)
        .containsExactly(Instant.EPOCH);
  }

  @Test
  void aKeyThatIsNeededAtOnceSignsWhenItsAnswerIsThere() {
    List<AnsweringCertificate> both = client.answeringCertificates().rotate(Instant.EPOCH);
    client.answeringCertificates().learn();
    gateway.pass(Duration.ofSeconds(5));

    assertThat(both.getLast().signsFrom()).isAfter(Instant.EPOCH);
    assertThat(client.status().node()).isEqualTo(GatewayFixture.BANK);
    assertThat(gateway.own.ask(Question.get(PATH)).isProved()).isFalse();
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
