package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.NodeTables;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// The central bank's officers work through its gateway, on a real network (C12, C13, S15, S16).
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfficersGatewayTest extends GatewayNetwork {
  private static final String ORDERS = "/v1/block-orders";

  private Command.Result get(int officer, String target) {
    return dt.run("api", "GET", target, "--officer", String.valueOf(officer));
  }

  private Command.Result post(int officer, String target) {
    return dt.run("api", "POST", target, "--officer", String.valueOf(officer));
  }

  private Command.Result post(int officer, String target, String body) {
    return dt.run("api", "POST", target, "--officer", String.valueOf(officer), "--body", body);
  }

  private String signature(int officer, String toSign) {
    Command.Result signed =
        dt.run("blocks", "sign", toSign, "--officer", String.valueOf(officer), "--json");
    return signed.json().path("signature").asString("");
  }

  /// A copy has its template's dates; what a node had to make by itself has later ones.
  @Test
  void nodesFindAllTheirTablesInTheTemplate() throws SQLException {
    for (Platform.Member member : network().platform().members()) {
      var kind = network().parameters().participant(member.node()).orElseThrow().kind();
      Map<String, String> template = Traces.migrations(database(NodeTables.template(kind)));
      assertThat(template).hasSizeGreaterThan(2);
      assertThat(Traces.migrations(database(DataFolder.database(member.node()))))
          .as(member.node().value())
          .isEqualTo(template);
    }
  }

  private VaultDatabase database(String name) {
    return network().backstage().database(name);
  }

  @Test
  void daysAndCalendarsAreKeptByOfficers() {
    String date = get(1, "/v1/operational-day").json().path("date").asString("");
    Command.Result closed = post(2, "/v1/operational-days/" + date + "/close");
    assertThat(closed.json().path("state").asString("")).as(closed.out()).isEqualTo("CLOSED");
    assertThat(closed.err()).contains("200, signed by NBRKKZKX");
    assertThat(get(1, "/v1/operational-days/" + date).json().path("closedBy").asString(""))
        .isEqualTo("2");
    assertThat(get(1, "/v1/operational-days?before=" + date).json().path("days")).isEmpty();

    assertThat(get(1, "/v1/calendars/2023").out()).contains("\"working\":246,\"nonWorking\":119");
    Command.Result edited =
        post(
            1,
            "/v1/calendars/2028/days",
            "{\"date\":\"2028-03-09\",\"kind\":\"OFF\",\"from\":\"2999-01-01T00:00:00Z\"}");
    assertThat(edited.json().path("changes").asInt(0)).as(edited.out()).isEqualTo(1);
    assertThat(edited.out()).doesNotContain("2028-03-09");
    refused(
        "CALLER_NOT_ADMITTED",
        dt.run("api", "GET", "/v1/status", "--bank", HALYK, "--as", KAZPOST));
  }

  @Test
  void twoOfficersBlockABankWithTheirOwnKeys() {
    Command.Result draft =
        post(
            1,
            ORDERS + "/draft",
            "{\"bank\":\"%s\",\"operations\":[\"ONBOARD\"],\"reason\":\"A test\"}"
                .formatted(EURASIAN));
    String toSign = draft.json().path("toSign").asString("");
    String mine = signature(1, toSign);
    Command.Result proposed =
        post(1, ORDERS, "{\"order\":\"%s\",\"signature\":\"%s\"}".formatted(toSign, mine));
    assertThat(proposed.json().path("state").asString(""))
        .as(proposed.out())
        .isEqualTo("WAITS_FOR_OFFICER");
    String one = ORDERS + "/" + proposed.json().path("order").asString("");
    // The other officer's certificate does not make the first one's signature the other's.
    refused(
        "ORDER_REFUSED", post(2, one + "/signatures", "{\"signature\":\"%s\"}".formatted(mine)));
    Command.Result done =
        post(2, one + "/signatures", "{\"signature\":\"%s\"}".formatted(signature(2, toSign)));
    assertThat(done.json().path("state").asString("")).as(done.out()).isEqualTo("IN_FORCE");
    assertThat(get(2, "/v1/blocks").out()).contains(EURASIAN, "\"ONBOARD\"");
    refused(
        "BANK_BLOCKED",
        dt.run(
            "api",
            "POST",
            "/v1/accounts",
            "--bank",
            EURASIAN,
            "--body",
            "{\"reference\":\"blocked\",\"name\":\"Nobody\"}"));
  }

  @Test
  void twoOfficersApproveALargeIssueWithTheirOwnKeys() {
    String amount = "20000000000";
    Command.Result debited =
        dt.run("issue", "--bank", KAZPOST, amount, "--id", "large", "--request-only");
    assertThat(debited.exit()).as(debited.err()).isNotEqualTo(1);
    String one = "/v1/conversions/" + KAZPOST + ":large";
    Command.Result read = get(1, one);
    String toSign = read.json().path("toSign").asString("");
    assertThat(read.json().path("approvalsMissing").asInt(0)).as(read.out()).isEqualTo(2);

    String body = "{\"approval\":\"%s\",\"signature\":\"%s\"}";
    String mine = approval(1, toSign);
    Command.Result first = post(1, one + "/approvals", body.formatted(toSign, mine));
    assertThat(first.json().path("approvalsMissing").asInt(0)).as(first.out()).isEqualTo(1);
    refused("OFFICER_SIGNATURE_WRONG", post(2, one + "/approvals", body.formatted(toSign, mine)));
    Command.Result done = post(2, one + "/approvals", body.formatted(toSign, approval(2, toSign)));
    assertThat(done.json().path("state").asString("")).as(done.out()).isEqualTo("ISSUED");
    assertThat(get(2, "/v1/conversions?bank=" + KAZPOST + "&state=ISSUED").out())
        .contains("\"large\"");
    assertThat(get(1, "/v1/reconciliation").json().path("clean").asBoolean(false)).isTrue();
    refused(
        "UNKNOWN_CONVERSION",
        post(1, one.replace("large", "none") + "/refusal", "{\"reason\":\"R\"}"));
    // It has ended, and stays so.
    Command.Result again = dt.run("api", "POST", one + "/retry", "--officer", "2");
    assertThat(again.json().path("state").asString("")).as(again.out()).isEqualTo("ISSUED");
  }

  private String approval(int officer, String toSign) {
    Command.Result signed =
        dt.run("conversions", "sign", toSign, "--officer", String.valueOf(officer), "--json");
    return signed.json().path("signature").asString("");
  }

  @Test
  void theFileOfASupplyProofVerifies() {
    assertThat(dt.run("supply", "--now").exit()).isZero();
    Command.Result newest = get(1, "/v1/supply");
    assertThat(newest.json().path("kind").asString("")).as(newest.out()).isIn("GREEN", "DAY");
    JsonNode core = newest.json().path("coreBanking");
    assertThat(core.path("word").asString("")).as(newest.out()).isIn("AGREES", "MOVED");
    assertThat(core.path("liability").asString("")).isNotEmpty();
    String id = newest.json().path("id").asString("");
    Path file = folder.resolveSibling("proof.cbor");
    Command.Result read =
        dt.run(
            "api",
            "GET",
            "/v1/supply-proofs/" + id + "/file",
            "--officer",
            "2",
            "--out",
            file.toString());
    assertThat(read.exit()).as(read.err()).isZero();
    assertThat(file).isNotEmptyFile();
    assertThat(new Command(folder).run("supply", "verify", file.toString()).exit()).isZero();
  }

  /// The long run is `dt fuzz --officer 1` against a sandbox. The last one: it may change
  /// calendars.
  @Test
  @Order(Integer.MAX_VALUE)
  void noWildRequestIsAFault() {
    Command.Result fuzzed =
        dt.run("fuzz", "--officer", "1", "--seed", "7", "--requests", "150", "--json");
    assertThat(fuzzed.json().path("findings")).as(fuzzed.out()).isEmpty();
    assertThat(fuzzed.exit()).isZero();
  }
}
