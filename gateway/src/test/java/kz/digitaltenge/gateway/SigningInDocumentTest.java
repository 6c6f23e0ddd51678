package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever has nothing but the document can sign: what it says of signatures is what is verified.
class SigningInDocumentTest {
  private static final Pattern CODE = Pattern.compile("```\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern LINE =
      Pattern.compile("^\\| (\\d) \\| `([^`]+)`", Pattern.MULTILINE);

  private static String description(OpenApi which) {
    Document document = Document.of(new String(which.document().toArray(), UTF_8));
    return Optional.ofNullable(Document.map(document.root().get("info")).get("description"))
        .orElseThrow()
        .toString();
  }

  @ParameterizedTest
  @EnumSource
  void theRequestThatIsShownIsDescribedAsItIsVerified(OpenApi which) {
    String whole = description(which);
    List<String> code =
        CODE.matcher(whole)
            .region(whole.indexOf("## Sign a request"), whole.length())
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();

    Hash body = Hash.sha256(code.get(0).getBytes(UTF_8));
    var request =
        switch (which) {
          case BANK ->
              new MessageDescription.Request(
                  "HSBKKZKX",
                  "POST",
                  "/v1/payments",
                  new BoundFields("application/json", "pay-1", ""),
                  body);
          case CENTRAL_BANK ->
              new MessageDescription.Request(
                  "NBRKKZKX",
                  "POST",
                  "/v1/calendars/2027/days",
                  new BoundFields("application/json", "", "\"9f86d081884c7d659a2feaa0c55ad015\""),
                  body);
        };

    assertThat(request.bytes()).isEqualTo(Bytes.of((code.get(1) + "\n").getBytes(UTF_8)));
  }

  @ParameterizedTest
  @EnumSource
  void theLinesOfARequestAreNamedInTheirOrder(OpenApi which) {
    String whole = description(which);
    String request = whole.substring(0, whole.indexOf("## Verify"));
    var described =
        new MessageDescription.Request(
                "HSBKKZKX",
                "POST",
                "/v1/payments",
                new BoundFields("", "", ""),
                Hash.sha256(new byte[0]))
            .bytes();
    List<String> lines = new String(described.toArray(), UTF_8).lines().toList();

    assertThat(LINE.matcher(request).results())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            named ->
                assertThat(lines.get(Integer.parseInt(named.group(1)) - 1))
                    .startsWith(named.group(2)));
  }
}
