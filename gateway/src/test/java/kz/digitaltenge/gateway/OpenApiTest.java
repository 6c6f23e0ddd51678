package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.Category;
import kz.digitaltenge.api.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The published document says what the gateway does, neither more nor less.
class OpenApiTest {
  private static final Pattern PATH_OR_METHOD =
      Pattern.compile("^  (/\\S+):$|^    (get|post|put|patch|delete):$", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("^        - ([A-Z_]+)$", Pattern.MULTILINE);
  private static final Pattern REFERENCE = Pattern.compile("'#/components/(\\w+)/([\\w-]+)'");

  private static String text(OpenApi which) {
    return new String(which.document().toArray(), UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void eachRouteIsDescribedAndNothingElse(OpenApi which) {
    var described = new ArrayList<String>();
    String path = "";
    for (MatchResult found : PATH_OR_METHOD.matcher(text(which)).results().toList()) {
      if (found.group(1) != null) {
        path = found.group(1);
      } else {
        described.add(found.group(2).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    List<String> routes =
        routes(which).stream().map(route -> route.method() + " " + route.path()).toList();

    assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
  }

  private static List<Routes.Route> routes(OpenApi which) {
    return switch (which) {
      case BANK -> routes();
      case CENTRAL_BANK -> centralBankRoutes();
    };
  }

  private static List<Routes.Route> centralBankRoutes() {
    return Gateway.centralBankRoutes(
            "NBRKKZKX",
            FakeCentralBank.services(new FakeDays()),
            () -> {
              throw new AssertionError("no method was called");
            },
            InstantSource.system())
        .all();
  }

  static List<Routes.Route> routes() {
    return Gateway.routes(
            "HSBKKZKX",
            new BankServices(
                FakeBank::new,
                () -> new FakeCustomers(new FakeBank()),
                FakeRefunds::new,
                FakeRequests::new),
            () -> {
              throw new AssertionError("no method was called");
            },
            () -> {
              throw new AssertionError("no method was called");
            },
            new EventStreams(
                "HSBKKZKX",
                FakeBank::new,
                () -> {
                  throw new AssertionError("no method was called");
                },
                InstantSource.system()),
            InstantSource.system())
        .all();
  }

  /// Whatever is read can be read again for nothing, and whatever changes it takes a condition.
  @ParameterizedTest
  @EnumSource
  void eachConditionThatIsTakenIsDescribedAndNoOther(OpenApi which) {
    Document document = Document.of(text(which));
    for (Document.Operation operation : document.operations()) {
      // A stream has no end that a tag could be of.
      boolean isRead =
          operation.method().equals("get") && !operation.name().endsWith(EventStreams.PATH);
      boolean isChange =
          routes(which).stream()
              .filter(route -> operation.name().equals(route.method() + " " + route.path()))
              .anyMatch(route -> !route.changes().isEmpty());
      List<Object> parameters =
          Document.list(operation.content().get("parameters")).stream()
              .map(each -> document.resolved(each).get("name"))
              .toList();
      Map<String, Object> responses = Document.map(operation.content().get("responses"));

      assertThat(parameters.contains("If-None-Match")).as(operation.name()).isEqualTo(isRead);
      assertThat(responses.containsKey("304")).as(operation.name()).isEqualTo(isRead);
      assertThat(parameters.contains("If-Match")).as(operation.name()).isEqualTo(isChange);
      assertThat(responses.containsKey("412")).as(operation.name()).isEqualTo(isChange);
      if (isRead) {
        assertThat(
                Document.map(
                    document.resolved(Objects.requireNonNull(responses.get("200"))).get("headers")))
            .as(operation.name())
            .containsKey("ETag");
      }
    }
  }

  @Test
  void eachCodeThatParticipantsMeetIsListed() {
    List<String> met =
        Arrays.stream(ErrorCode.values())
            .filter(
                code -> code.category() != Category.INTERNAL || code == ErrorCode.INTERNAL_FAULT)
            .map(Enum::name)
            .toList();

    assertThat(CODE.matcher(text(OpenApi.BANK)).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(met);
  }

  @ParameterizedTest
  @EnumSource
  void eachReferenceLeadsSomewhere(OpenApi which) {
    String document = text(which);
    assertThat(REFERENCE.matcher(document).results())
        .isNotEmpty()
        .allSatisfy(
            found ->
                assertThat(document.substring(document.indexOf("\n  " + found.group(1) + ":\n")))
                    .contains("\n    " + found.group(2) + ":\n"));
  }

  @Test
  void itIsServedToEverybody(@TempDir Path folder) throws IOException, InterruptedException {
    try (var gateway = new GatewayFixture(folder)) {
      HttpResponse<byte[]> served =
          gateway.http.send(
              HttpRequest.newBuilder(
                      URI.create("https://" + gateway.gateway.endpoint() + OpenApi.PATH))
                  .build(),
              BodyHandlers.ofByteArray());

      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(served.headers().firstValue("Content-Type")).contains(OpenApi.TYPE);
      assertThat(new String(served.body(), UTF_8)).isEqualTo(text(OpenApi.BANK));
    }
  }
}
