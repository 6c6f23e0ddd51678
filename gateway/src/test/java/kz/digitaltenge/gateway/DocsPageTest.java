package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import kz.digitaltenge.gateway.Document.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page at `/docs` is the document that programs read, made readable, and needs nothing else.
class DocsPageTest {
  private static final Path RESOURCES =
      Path.of("src", "main", "resources", "kz", "digitaltenge", "gateway");

  private static Document document(OpenApi which) {
    return Document.of(new String(which.document().toArray(), UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void itIsMadeOfTheDocument(OpenApi which) throws IOException {
    String name = which == OpenApi.BANK ? "docs.html" : "centralbank.html";
    String page = new DocsPage(document(which)).html();
    Path fresh = Path.of("target", name);
    Files.createDirectories(fresh.getParent());
    Files.writeString(fresh, page);

    assertThat(RESOURCES.resolve(name))
        .as("cp gateway/%s gateway/%s", fresh, RESOURCES.resolve(name))
        .hasContent(page);
  }

  @ParameterizedTest
  @EnumSource
  void itTellsEachMethodAndItsLinksLeadSomewhere(OpenApi which) {
    String page = new String(which.page().toArray(), UTF_8);

    assertThat(document(which).operations())
        .extracting(Operation::id)
        .allSatisfy(id -> assertThat(page).contains("<section id=\"" + id + "\">"));
    assertThat(Pattern.compile("href=\"#([^\"]+)\"").matcher(page).results())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(page).contains("id=\"" + link.group(1) + "\""));
  }

  @Test
  void itIsServedToEverybodyAndLoadsNothing(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var gateway = new GatewayFixture(folder)) {
      HttpResponse<byte[]> served =
          gateway.http.send(
              HttpRequest.newBuilder(
                      URI.create("https://" + gateway.gateway.endpoint() + OpenApi.PAGE_PATH))
                  .build(),
              BodyHandlers.ofByteArray());

      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(served.headers().firstValue("Content-Type")).contains(OpenApi.PAGE_TYPE);
      assertThat(served.headers().firstValue("Content-Security-Policy"))
          .contains(OpenApi.PAGE_POLICY);
      assertThat(new String(served.body(), UTF_8))
          .doesNotContain("<script", "src=", "@import", "url(")
          .contains("width=device-width");
    }
  }
}
