package kz.digitaltenge.node.payment;

import static kz.digitaltenge.node.testkit.Books.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.rules.Refusal;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.testkit.InMemoryNetwork;
import org.junit.jupiter.api.Test;

/// What a bank takes in of an issue beside what the ledger's rules say (S03).
final class IssueTest {
  private static final List<Amount> AMOUNTS = List.of(Amount.ofTenge(1_000));

  @Test
  void anApprovalMakesMoneyOnceAlsoWhereTheRegisterForgot() {
    InMemoryNetwork.play(
        network -> {
          AccountId stock = network.halyk().open("stock");
          network.mint().issue(network.halyk(), stock, AMOUNTS);
          network.settle();
          network.mint().forget();

          refused(network, stock, Refusal.CONFIRMATION_USED);
          holds(network.halyk(), stock, 1_000);
        });
  }

  @Test
  void anIssueThatOfficersDidNotApproveBeforeIsNotTakenIn() {
    InMemoryNetwork.play(
        network -> {
          AccountId stock = network.halyk().open("stock");
          network.mint().asBefore();

          refused(network, stock, Refusal.ISSUE_NOT_APPROVED);
          holds(network.halyk(), stock, 0);
        });
  }

  @Test
  void aBanksGuardSaysWhichAccountNewMoneyComesTo() {
    InMemoryNetwork.play(
        network -> {
          AccountId customer = network.halyk().open("customer");
          network.halyk().guard(ownAccountOnly());

          refused(network, customer, Refusal.ISSUE_NOT_APPROVED);
          holds(network.halyk(), customer, 0);
        });
  }

  private static AccountGuard ownAccountOnly() {
    return new OpenGuard() {
      @Override
      public void requireIssuing(AccountId payee) {
        throw Refusals.issue(Refusal.ISSUE_NOT_APPROVED, "it goes to " + payee).exception();
      }
    };
  }

  private static void refused(InMemoryNetwork network, AccountId account, Refusal refusal) {
    assertThatThrownBy(() -> network.mint().issue(network.halyk(), account, AMOUNTS))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TRANSACTION_REFUSED);
              assertThat(e.problem().values()).containsEntry("refusal", refusal.name());
            });
  }
}
