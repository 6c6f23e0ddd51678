package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.CertificateStatusUnknownException;
import kz.digitaltenge.sdk.ClientSetting;
import kz.digitaltenge.sdk.Event;
import kz.digitaltenge.sdk.GatewayTrust;
import kz.digitaltenge.sdk.MessageBody;
import kz.digitaltenge.sdk.NotificationCheck;
import kz.digitaltenge.sdk.NotificationCheck.Received;
import kz.digitaltenge.sdk.Patience;
import kz.digitaltenge.sdk.UnreachableException;
import kz.digitaltenge.sdk.UntrustedMessageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whom a program that uses the SDK believes.
class SdkTrustTest {
  @TempDir private Path folder = Path.of("");
  private GatewayFixture gateway;
  private ClientSetting setting;

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder.resolve("network"));
    setting = gateway.program(URI.create("https://" + gateway.gateway.endpoint()));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anAnswerUnderAnotherCertificateIsNotBelieved() {
    refused(
        UntrustedMessageException.class, gateway.trust(gateway.gatewayTls().chain().getFirst()));
  }

  @Test
  void anAnswerIsNotBelievedWhileNobodyTellsTheStatus() {
    refused(CertificateStatusUnknownException.class, silent());
  }

  /// A receiver answers the first with 401 and the second with 503.
  @Test
  void aFalseNotificationIsToldFromOneThatCannotBeCheckedNow()
      throws IOException, InterruptedException {
    Received told = told();
    Received changed = with(told, told.target(), told.idempotencyKey(), "{}");
    var check =
        new NotificationCheck(GatewayFixture.BANK, silent(), gateway.clock, new SecureRandom());

    assertThatThrownBy(() -> check.verify(changed)).isInstanceOf(UntrustedMessageException.class);
    assertThatThrownBy(() -> check.verify(told))
        .isInstanceOf(CertificateStatusUnknownException.class);
    gateway.revokeAnswering();
    assertThatThrownBy(() -> check(GatewayFixture.BANK, gateway.clock).verify(told))
        .as("of a certificate that was revoked")
        .isInstanceOf(UntrustedMessageException.class);
  }

  /// Where the status of certificates is asked for nobody is.
  private GatewayTrust silent() {
    return new GatewayTrust(
        setting.trust().root(),
        setting.trust().answering(),
        Optional.of(URI.create("http://127.0.0.1:1/ocsp")));
  }

  @Test
  void anAnswerUnderARevokedCertificateIsNotBelieved() {
    try (var before = new BankClient(setting)) {
      assertThat(before.status().node()).isEqualTo(GatewayFixture.BANK);
      gateway.revokeAnswering();
      // Relied on for five minutes.
      assertThat(before.status().node()).isEqualTo(GatewayFixture.BANK);
    }
    refused(UntrustedMessageException.class, setting.trust());
  }

  @Test
  void aGatewayOfAnotherRootIsNobody() {
    try (var other = new GatewayFixture(folder.resolve("other"))) {
      GatewayTrust foreign =
          other.program(URI.create("https://" + other.gateway.endpoint())).trust();
      refused(UnreachableException.class, foreign);
    }
  }

  private void refused(Class<? extends RuntimeException> how, GatewayTrust trust) {
    var believing =
        new ClientSetting(
            setting.gateway(),
            setting.bank(),
            setting.credentials(),
            setting.connection(),
            trust,
            new Patience(
                Duration.ofSeconds(30), Duration.ofSeconds(30), 1, Duration.ZERO, Duration.ZERO),
            setting.language(),
            setting.clock(),
            setting.random());
    try (var client = new BankClient(believing)) {
      assertThatThrownBy(client::status).isInstanceOf(how);
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        row(
            "another body",
            received -> with(received, received.target(), received.idempotencyKey(), "{}")),
        row(
            "another path",
            received -> with(received, "/other", received.idempotencyKey(), body(received))),
        row(
            "another key",
            received -> with(received, received.target(), "HSBKKZKX:99", body(received))),
        row(
            "no signature",
            received ->
                new Received(
                    received.method(),
                    received.target(),
                    received.contentType(),
                    received.idempotencyKey(),
                    List.of(),
                    received.body())),
        row(
            "two signatures",
            received ->
                new Received(
                    received.method(),
                    received.target(),
                    received.contentType(),
                    received.idempotencyKey(),
                    List.of(received.signatures().getFirst(), received.signatures().getFirst()),
                    received.body())));
  }

  private static Arguments row(String what, UnaryOperator<Received> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void aNotificationIsBelievedAsItWasSentOnly(String what, UnaryOperator<Received> change)
      throws IOException, InterruptedException {
    Received told = told();
    NotificationCheck check = check(GatewayFixture.BANK, gateway.clock);
    var notification = check.verify(told);

    assertThat(notification.event().kind()).isEqualTo(Event.Kind.ACCOUNT_OPENED);
    assertThat(notification.key()).isEqualTo(GatewayFixture.BANK + ":" + notification.event().id());
    assertThatThrownBy(() -> check.verify(change.apply(told)))
        .as(what)
        .isInstanceOf(UntrustedMessageException.class);
  }

  @Test
  void aNotificationIsBelievedByItsBankAndInTimeOnly() throws IOException, InterruptedException {
    Received told = told();
    for (Duration off : List.of(Duration.ofMinutes(6), Duration.ofMinutes(-1))) {
      InstantSource other = () -> gateway.clock.instant().plus(off);
      assertThatThrownBy(() -> check(GatewayFixture.BANK, other).verify(told))
          .isInstanceOf(UntrustedMessageException.class);
    }
    assertThatThrownBy(() -> check(GatewayFixture.OTHER_BANK, gateway.clock).verify(told))
        .isInstanceOf(UntrustedMessageException.class);
  }

  private NotificationCheck check(String bank, InstantSource clock) {
    return new NotificationCheck(bank, setting.trust(), clock, new SecureRandom());
  }

  /// A notification as a receiver of the bank got it.
  private Received told() throws IOException, InterruptedException {
    try (var receiver = new Receiver(gateway.receiving(), 0);
        var client = new BankClient(setting)) {
      client.webhooks().create(URI.create(receiver.url()), Set.of());
      client.accounts().open("customer-1", "Aigul");
      Receiver.Taken taken = receiver.next();
      return new Received(
          "POST",
          taken.target(),
          taken.type(),
          taken.key(),
          List.of(taken.signature()),
          MessageBody.of(taken.body().getBytes(UTF_8)));
    }
  }

  private static Received with(Received received, String target, String key, String body) {
    return new Received(
        received.method(),
        target,
        received.contentType(),
        key,
        received.signatures(),
        MessageBody.of(body.getBytes(UTF_8)));
  }

  private static String body(Received received) {
    return received.body().text();
  }
}
