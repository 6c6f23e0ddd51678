package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.operator.ChangeState;
import kz.digitaltenge.node.vault.VaultRecord.Happened;
import org.junit.jupiter.api.Test;

/// What a bank's programs are told of its customers' accounts and limits (C08).
class AccountEventsTest extends CustomerFixture {
  private static List<String> told() {
    return outbox.waiting(1_000).stream()
        .map(Happened::happening)
        .map(
            each ->
                "%s %s%s"
                    .formatted(
                        each.kind(),
                        each.subject(),
                        each.sum().map(sum -> " " + sum.amount()).orElse("")))
        .toList();
  }

  private void change(String account, String state, long evidence) {
    var _ = desk.changeState(new ChangeState(account, state, "a reason", "order 7"), evidence);
  }

  @Test
  void eachChangeOfStateIsToldOnceWithTheSignedRequest() {
    String account = newCustomer().account();
    change(account, "SUSPENDED", 51);
    change(account, "SUSPENDED", 52);
    change(account, "FROZEN", 53);
    start();
    change(account, "FROZEN", 54);
    change(account, "OPEN", 55);
    change(account, "CLOSED", 56);

    assertThat(told())
        .containsExactly(
            "ACCOUNT_SUSPENDED 51",
            "ACCOUNT_FROZEN 53",
            "ACCOUNT_REOPENED 55",
            "ACCOUNT_CLOSED 56");
    assertThat(outbox.waiting(10))
        .extracting(each -> each.happening().account().value())
        .containsOnly(account);
  }

  @Test
  void aSumThatComesIntoForceIsToldOnItsDayOnce() {
    LimitNotices notices = notices();
    notices.look();
    assertThat(told()).isEmpty();

    now = Instant.parse("2026-03-31T18:59:59Z");
    notices.look();
    assertThat(told()).isEmpty();
    now = Instant.parse("2026-03-31T19:00:00Z");
    notices.look();
    notices.look();
    notices().look();

    assertThat(told()).containsExactly("LIMITS_CHANGED SIMPLIFIED:SINGLE:2026-04-01 50.00");
  }

  private LimitNotices notices() {
    var notices = new LimitNotices(LIMITS, OWN, "KZT", outbox, () -> now);
    notices.begin();
    return notices;
  }
}
