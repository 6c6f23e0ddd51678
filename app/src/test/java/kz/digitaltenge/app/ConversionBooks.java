package kz.digitaltenge.app;

import static kz.digitaltenge.app.ConversionLoad.CONVERTED_IN;
import static kz.digitaltenge.app.ConversionLoad.CONVERTED_OUT;
import static kz.digitaltenge.app.ConversionLoad.FUNDS;
import static kz.digitaltenge.app.ConversionLoad.ISSUED;
import static kz.digitaltenge.app.ConversionLoad.LINES;
import static kz.digitaltenge.app.ConversionLoad.REDEEMED;
import static kz.digitaltenge.app.RolesApart.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.app.ConversionLoad.Kind;
import kz.digitaltenge.app.ConversionLoad.Payee;
import kz.digitaltenge.ledger.NodeId;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// What all books say once a [ConversionLoad] has ended: everything has a named end, every
/// reference belongs to one conversion and one booking, every line was paid once, and each book
/// agrees with the one that it is held against.
record ConversionBooks(RolesApart network, ConversionLoad load) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Of a customer in the emulated core banking system at first.
  private static final int CORE_FUNDS = 1_000_000;

  void requireClean() {
    // The bank's node hears of the end a moment after the central bank has come to it.
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(this::eachConversionWithTheCentralBankHasItsEnd);
    eachConversionOfCustomersHasItsEnd();
    eachLineWasPaidOnce();
    eachReconciliationIsClean();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Command.Result supply = dt().run("supply", "--now");
              assertThat(supply.exit()).as(supply.out() + supply.err()).isZero();
              assertThat(supply.out()).contains("GREEN", "CORE BANKING AGREES");
            });
  }

  private void eachConversionWithTheCentralBankHasItsEnd() {
    List<JsonNode> all = all("/v1/stock-conversions", "stockConversions");

    assertThat(ofState(all, "ISSUED")).as("and the first").isEqualTo(load.ended(Kind.ISSUE) + 1);
    assertThat(ofState(all, "REDEEMED")).isEqualTo(load.ended(Kind.REDEEM));
    assertThat(all).hasSize(load.ended(Kind.ISSUE) + 1 + load.ended(Kind.REDEEM));
    requireReferences(all);
    assertThat(dt().run("conversions", "--json").json().path("conversions")).isEmpty();
  }

  private void eachConversionOfCustomersHasItsEnd() {
    List<JsonNode> all = all("/v1/conversions", "conversions");
    int in = load.ended(Kind.IN);
    int out = load.ended(Kind.OUT);

    assertThat(ofState(all, "CONVERTED")).isEqualTo(in + out).isEqualTo(all.size());
    requireReferences(all);
    int moved = in * CONVERTED_IN - out * CONVERTED_OUT;
    awaitBalance(HALYK, load.customer(), FUNDS + moved);
    assertThat(dt().run("core-banking", "--of", HALYK.value()).out())
        .as("%d in, %d out", in, out)
        .containsPattern("CUSTOMER00001 HSBKKZKX %d\\.00\\b".formatted(CORE_FUNDS - moved));
  }

  /// No two share one.
  private static void requireReferences(List<JsonNode> conversions) {
    for (String reference : List.of("coreReference", "transaction")) {
      assertThat(conversions)
          .extracting(each -> each.path(reference).asString(""))
          .as(reference)
          .doesNotContain("")
          .doesNotHaveDuplicates();
    }
  }

  private void eachLineWasPaidOnce() {
    int registers = load.ended(Kind.REGISTER);
    assertThat(all("/v1/registers", "registers"))
        .hasSize(registers)
        .allSatisfy(
            each -> {
              assertThat(each.path("state").asString()).isEqualTo("DONE");
              assertThat(each.path("counts").path("paid").asInt()).isEqualTo(LINES);
            });
    awaitBalance(HALYK, load.company(), FUNDS - registers * LINES);
    List<Payee> payees = load.payees();
    for (int person = 0; person < payees.size(); person++) {
      // The first of them have one line more.
      int lines = LINES / payees.size() + (person < LINES % payees.size() ? 1 : 0);
      awaitBalance(payees.get(person).bank(), payees.get(person).account(), registers * lines);
    }
  }

  private void eachReconciliationIsClean() {
    Command.Result command = dt().run("reconcile", "--json");
    JsonNode officers = dt().run("api", "GET", "/v1/reconciliation", "--officer", "1").json();
    JsonNode bank = load.bank().get("/v1/reconciliation").body();

    assertThat(command.exit()).as(command.out() + command.err()).isZero();
    assertThat(Stream.of(command.json(), officers, bank))
        .allSatisfy(
            each -> {
              assertThat(each.path("clean").asBoolean()).as(each.toString()).isTrue();
              assertThat(each.path("inFlight")).as(each.toString()).isEmpty();
              assertThat(each.path("breaks")).as(each.toString()).isEmpty();
            });
    int circulating =
        2 * FUNDS + 10_000 + load.ended(Kind.ISSUE) * ISSUED - load.ended(Kind.REDEEM) * REDEEMED;
    assertThat(command.json().path("liability").asString()).isEqualTo(circulating + ".00");
    assertThat(command.json().path("circulating").asString()).isEqualTo(circulating + ".00");
  }

  private Command dt() {
    return network.dt();
  }

  private static long ofState(List<JsonNode> all, String state) {
    return all.stream().filter(each -> each.path("state").asString("").equals(state)).count();
  }

  /// Page by page.
  private List<JsonNode> all(String target, String member) {
    var found = new ArrayList<JsonNode>();
    String more = "";
    do {
      JsonNode page = load.bank().get(target + "?limit=500" + more).body();
      assertThat(page.has(member)).as(page.toString()).isTrue();
      page.path(member).forEach(found::add);
      more = page.path("next").asString("");
      more = more.isEmpty() ? "" : "&before=" + more;
    } while (!more.isEmpty());
    return found;
  }

  private void awaitBalance(NodeId bank, String account, int tenge) {
    Awaitility.await(account)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode balance =
                  load.door(bank).get("/v1/accounts/" + account).body().path("balances").path(0);
              assertThat(balance.path("available").asString("0.00")).isEqualTo(tenge + ".00");
              assertThat(balance.path("total").asString("0.00")).isEqualTo(tenge + ".00");
            });
  }
}
