package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.Document.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import tools.jackson.databind.json.JsonMapper;

/// A thing of each kind that a bank's gateway shows by its id, made of the document's own examples,
/// for whoever asks for what is another's.
final class ThingsThere {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "there-1";
  private static final String FILED = "there-2";

  private final GatewayFixture fixture;
  private final Document document;

  /// By the part of the interface that they are in.
  private final Map<String, String> ids = new LinkedHashMap<>();

  private ThingsThere(GatewayFixture fixture, Document document) {
    this.fixture = fixture;
    this.document = document;
  }

  static ThingsThere in(GatewayFixture fixture, Document document) {
    var things = new ThingsThere(fixture, document);
    things.make();
    return things;
  }

  /// Refunds are of a payment that was received, approvals of one that waits for signatories.
  String id(String path) {
    String of = path.split("/", -1)[2];
    if (path.endsWith("/refunds")) {
      return FakeRefunds.PAYMENT;
    }
    boolean isFiled = path.endsWith("/approvals") || path.endsWith("/withdrawal");
    return of.equals("payments") && isFiled ? FILED : Objects.requireNonNull(ids.get(of), of);
  }

  private void make() {
    String payer = number("customer-1");
    String payee = number("customer-2");
    ids.put("accounts", payer);
    ids.put("customers", made("/v1/customers", Map.of(), "reference"));
    ids.put("webhooks", made("/v1/webhooks", Map.of("url", "https://localhost:8443/bad"), "id"));
    for (String each :
        List.of(
            "payment-requests",
            "conversions",
            "stock-conversions",
            "registers",
            "standing-orders")) {
      ids.put(each, made("/v1/" + each, Map.of(), "id"));
    }
    ids.put("payments", member(fixture.own.ask(GatewayFixture.pay(KEY, payer, payee, "1")), "id"));
    String path = "/v1/accounts/" + FakeCustomers.ACCOUNT + "/mandates";
    var _ = member(fixture.own.ask(post("/v1/accounts/{id}/mandates", path, Map.of())), "version");
    var _ =
        member(
            fixture.own.ask(GatewayFixture.pay(FILED, FakeCustomers.ACCOUNT, payee, "1")),
            "toApprove");
  }

  private String number(String reference) {
    return member(fixture.own.ask(GatewayFixture.open(reference, "Aigul")), "number");
  }

  private String made(String path, Map<String, Object> other, String member) {
    return member(fixture.own.ask(post(path, path, other)), member);
  }

  /// @param other members than the example's
  private Question post(String path, String target, Map<String, Object> other) {
    var body =
        new LinkedHashMap<>(
            document.operations().stream()
                .filter(each -> each.method().equals("post") && each.path().equals(path))
                .map(each -> Objects.requireNonNull(each.content().get("requestBody")))
                .flatMap(each -> document.body(each).stream())
                .flatMap(each -> each.example().stream())
                .map(example -> map(example))
                .findFirst()
                .orElseThrow());
    body.putAll(other);
    return GatewayFixture.post(target, KEY, JSON.writeValueAsString(body));
  }

  private static String member(Reply reply, String name) {
    return GatewayFixture.member(reply, name)
        .orElseThrow(() -> new AssertionError(new String(reply.body().toArray(), UTF_8)));
  }
}
