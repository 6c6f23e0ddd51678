package kz.digitaltenge.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.gateway.webhook.Webhook.Wish;
import kz.digitaltenge.ledger.codec.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dead letters come back as they were buried, whatever their reason holds.
class WebhookFolderTest {
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");

  @TempDir private Path place;

  @BeforeEach
  void create() {
    var wish = new Wish(URI.create("https://bank.test/events"), Set.of(Kind.PAYMENT_SENT));
    new WebhookFolder(place).create(new Webhook(wish, AT), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\u0085b", "a\tb", "a\u0000b", "a b"})
  void aReasonIsKeptAsOneLineWithoutControlCharacters(String reason) {
    var folder = new WebhookFolder(place);
    var dead = new DeadLetter(letter(7), reason, AT);
    folder.bury(dead);
    folder.bury(new DeadLetter(letter(8), "plain", AT));

    assertThat(folder.deadLetters(0, 10))
        .containsExactly(
            new DeadLetter(letter(7), "a b", AT), new DeadLetter(letter(8), "plain", AT));
  }

  @Test
  void aLongReasonIsCut() {
    var folder = new WebhookFolder(place);
    folder.bury(new DeadLetter(letter(7), "x".repeat(201), AT));

    assertThat(folder.deadLetter(7)).contains(new DeadLetter(letter(7), "x".repeat(200), AT));
  }

  private static Letter letter(long position) {
    return new Letter(position, "HSBKKZKX:" + position, Bytes.of("{}\n".getBytes(UTF_8)));
  }
}
