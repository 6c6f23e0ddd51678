package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.params.provider.Arguments;

/// What [ApiCommandTest] asks every method that takes money with sums and currencies that nobody
/// can mean: refused for just that, by the node that would move it.
final class WrongMoney {
  private static final String HALYK = "HSBKKZKX";
  private static final String STOCK = "KZ16601DT00000000001";
  private static final String ELSEWHERE = "KZ84563DT00000000002";

  private final Command dt;

  WrongMoney(Command dt) {
    this.dt = dt;
  }

  /// @param body with AMOUNT and CURRENCY in the places of both
  private record Method(String path, String body) {}

  private static Stream<Method> methods() {
    String line = "{\"line\":\"emp-1\",\"account\":\"%s\",\"amount\":\"AMOUNT\"}".formatted(STOCK);
    String money = "\"amount\":\"AMOUNT\",\"currency\":\"CURRENCY\"";
    String payer = "\"payer\":\"%s\"".formatted(STOCK);
    return Stream.of(
        new Method("/v1/payments", "{%s,\"payee\":\"%s\",%s}".formatted(payer, STOCK, money)),
        new Method(
            "/v1/split-payments",
            "{%s,\"legs\":[{\"payee\":\"%s\",\"amount\":\"AMOUNT\"},{\"payee\":\"%s\",\"amount\":\"1\"}],\"currency\":\"CURRENCY\"}"
                .formatted(payer, ELSEWHERE, AccountId.of("563", "DT00000000003"))),
        new Method("/v1/payments/anything/refunds", "{%s}".formatted(money)),
        new Method(
            "/v1/payment-requests",
            "{\"account\":\"%s\",%s,%s,\"expiresAt\":\"2099-03-03T07:00:00Z\"}"
                .formatted(STOCK, payer, money)),
        new Method(
            "/v1/conversions",
            "{\"direction\":\"IN\",\"account\":\"%s\",\"coreAccount\":\"%s\",%s}"
                .formatted(STOCK, AccountId.of("601", "CUSTOMER00001"), money)),
        new Method("/v1/stock-conversions", "{\"direction\":\"IN\",%s}".formatted(money)),
        new Method(
            "/v1/registers",
            "{%s,\"currency\":\"CURRENCY\",\"count\":\"1\",\"total\":\"AMOUNT\",\"lines\":[%s]}"
                .formatted(payer, line)),
        new Method(
            "/v1/standing-orders",
            "{%s,\"payee\":\"%s\",%s,\"every\":\"MONTHLY\",\"first\":\"2099-06-01T09:00\"}"
                .formatted(payer, ELSEWHERE, money)));
  }

  /// Each method with each kind of wrong money.
  static Stream<Arguments> all() {
    return methods()
        .flatMap(
            method ->
                Stream.of(
                        arguments("1.001", "KZT", ErrorCode.OVER_PRECISE_AMOUNT),
                        arguments("0.00", "KZT", ErrorCode.NON_POSITIVE_AMOUNT),
                        arguments("-1.00", "KZT", ErrorCode.NON_POSITIVE_AMOUNT),
                        arguments("1,00", "KZT", ErrorCode.MALFORMED_AMOUNT),
                        arguments("1e3", "KZT", ErrorCode.MALFORMED_AMOUNT),
                        arguments("", "KZT", ErrorCode.MALFORMED_AMOUNT),
                        arguments("9".repeat(38), "KZT", ErrorCode.AMOUNT_TOO_LARGE),
                        arguments("1.00", "USD", ErrorCode.WRONG_CURRENCY),
                        arguments("1.00", "", ErrorCode.WRONG_CURRENCY))
                    .map(row -> row.get())
                    .map(row -> arguments(method.path, method.body, row[0], row[1], row[2])));
  }

  void isRefused(String path, String body, String amount, String currency, ErrorCode code) {
    String before = stock();
    Command.Result refused =
        dt.run(
            "api",
            "POST",
            path,
            "--bank",
            HALYK,
            "--key",
            "wrong-money",
            "--body",
            body.replace("AMOUNT", amount).replace("CURRENCY", currency));

    assertThat(refused.exit()).as(refused.out()).isEqualTo(1);
    assertThat(refused.json().get("status").asInt(0)).as(refused.out()).isBetween(400, 499);
    assertThat(refused.out())
        .containsAnyOf(
            code.name(),
            // An empty text may be no field at all.
            amount.isEmpty() || currency.isEmpty() ? "MALFORMED_REQUEST" : code.name());
    assertThat(stock()).isEqualTo(before);
  }

  private String stock() {
    return dt.run("api", "GET", "/v1/accounts/" + STOCK, "--bank", HALYK).out();
  }
}
