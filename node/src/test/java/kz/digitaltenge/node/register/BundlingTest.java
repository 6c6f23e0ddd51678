package kz.digitaltenge.node.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.Payout.State;
import kz.digitaltenge.node.register.Payout.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which payouts one payment pays.
class BundlingTest {
  /// A payout is a bank's letter, the number of an account there and tenge; a star is an account
  /// that was looked up by phone. What is paid together stands together.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one is alone                | A1=1                     | 1",
        "two of one bank             | A1=1 A2=1                | 1,2",
        "two banks                   | A1=1 B1=1                | 1 2",
        "banks take turns            | A1=1 B1=1 A2=1 B2=1      | 1,3 2,4",
        "an account twice            | A1=1 A1=1                | 1 2",
        "twice, others between       | A1=1 A2=1 A1=1 A3=1      | 1,2 3,4",
        "an account by its phone     | A1=1 *1=1 A2=1           | 1,3 2",
        "two by phone                | *1=1 *2=1                | 1 2",
        "as much as may be at once   | A1=60 A2=40 A3=1         | 1,2 3",
        "more than may be at once    | A1=60 A2=41 A3=1         | 1 2,3",
        "no room for five            | A1=1 A2=1 A3=1 A4=1 A5=1 | 1,2,3,4 5",
      })
  void whatIsPaidTogether(String rule, String payouts, String together) {
    assertThat(bundles(new Bundling(4, Amount.ofTenge(100)), payouts)).as(rule).isEqualTo(together);
  }

  @ParameterizedTest
  @CsvSource({"A1=1 A2=1 A3=1, 1 2 3"})
  void withoutItEachIsAlone(String payouts, String alone) {
    assertThat(bundles(Bundling.NONE, payouts)).isEqualTo(alone);
  }

  private static String bundles(Bundling bundling, String payouts) {
    var undecided = new ArrayList<Payout>();
    for (String each : payouts.strip().split(" ", -1)) {
      undecided.add(payout(undecided.size() + 1, each));
    }
    var ways = bundling.ways(undecided);
    List<Payout> decided =
        undecided.stream()
            .map(each -> new Payout(each.order(), each.account(), way(ways, each), each.state()))
            .toList();
    return Bundle.of(decided).stream()
        .map(
            bundle ->
                bundle.payouts().stream()
                    .map(each -> String.valueOf(each.place()))
                    .collect(Collectors.joining(",")))
        .collect(Collectors.joining(" "));
  }

  private static Way way(Map<Integer, Way> ways, Payout payout) {
    return Optional.ofNullable(ways.get(payout.place())).orElseThrow();
  }

  private static Payout payout(int place, String text) {
    String[] parts = text.substring(1).split("=", -1);
    String bank = text.startsWith("B") ? "826" : "948";
    AccountId account = AccountId.of(bank, "DT%011d".formatted(Integer.parseInt(parts[0])));
    Payee payee =
        text.startsWith("*")
            ? new Payee.Known(new Alias(Alias.Kind.PHONE, "+7701000000" + parts[0]))
            : new Payee.Numbered(account);
    var order =
        new Payout.Order(
            place, "line-" + place, payee, Amount.ofTenge(Integer.parseInt(parts[1])), "");
    return new Payout(order, Optional.of(account), Way.UNDECIDED, State.WAITING);
  }
}
