package kz.digitaltenge.node.standing;

import java.util.Optional;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Signatories.Answer;

/// Those who sign for companies' accounts: they approve a standing order once, over its terms, and
/// each of its payments with it. Blocking; any thread may call.
public interface StandingSignatories {
  /// For banks whose accounts nobody but their owners sign for.
  StandingSignatories NONE =
      new StandingSignatories() {
        @Override
        public boolean areAsked(AccountId payer) {
          return false;
        }

        @Override
        public Answer ask(StandingOrder.Order order) {
          return Answer.APPROVED;
        }

        @Override
        public Optional<ApprovalLine> approval(StandingOrder.Order order) {
          return Optional.empty();
        }

        @Override
        public void decide(StandingOrder.Order order, ApprovalOrder word, long evidence) {}

        @Override
        public void withdraw(StandingOrder.Order order, String reason) {}

        @Override
        public PaymentService paying(StandingOrder.Order order, PaymentService payments) {
          return payments;
        }
      };

  /// Whether an account has any.
  boolean areAsked(AccountId payer);

  /// Asks them, once however often this is called, and tells what they say by now.
  Answer ask(StandingOrder.Order order);

  /// What they were asked and have said; empty when they never were.
  Optional<ApprovalLine> approval(StandingOrder.Order order);

  /// Takes one's decision.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `STANDING_APPROVAL_REFUSED`
  void decide(StandingOrder.Order order, ApprovalOrder word, long evidence);

  /// Asks them no more, unless they have said enough already.
  void withdraw(StandingOrder.Order order, String reason);

  /// Pays by an order what they approved with it, for as long as their mandate has not ended.
  PaymentService paying(StandingOrder.Order order, PaymentService payments);
}
