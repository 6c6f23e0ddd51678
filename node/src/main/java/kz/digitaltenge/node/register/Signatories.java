package kz.digitaltenge.node.register;

import java.util.Optional;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentService;

/// Those who sign for companies' accounts: they approve a register as a whole before any of it is
/// paid. Blocking; any thread may call.
public interface Signatories {
  /// For banks whose accounts nobody but their owners sign for.
  Signatories NONE =
      new Signatories() {
        @Override
        public boolean areAsked(AccountId payer) {
          return false;
        }

        @Override
        public Answer ask(PayoutRegister.Order register) {
          return Answer.APPROVED;
        }

        @Override
        public Optional<ApprovalLine> approval(PayoutRegister.Order register) {
          return Optional.empty();
        }

        @Override
        public void decide(
            PayoutRegister.Order register,
            ApprovalOrder order,
            long evidence,
            Runnable requirePayable) {}

        @Override
        public void withdraw(PayoutRegister.Order register, String reason) {}

        @Override
        public PaymentService paying(PayoutRegister.Order register, PaymentService payments) {
          return payments;
        }
      };

  /// What they say.
  enum Answer {
    /// Not enough yet.
    AWAITED,
    APPROVED,
    /// Nor will they any more.
    NOT_APPROVED
  }

  /// Whether an account has any.
  boolean areAsked(AccountId payer);

  /// Asks them, once however often this is called, and tells what they say by now.
  Answer ask(PayoutRegister.Order register);

  /// What they were asked and have said; empty when they never were.
  Optional<ApprovalLine> approval(PayoutRegister.Order register);

  /// Takes one's decision, unless it were the last that is missing and the register could not be
  /// paid.
  ///
  /// @param requirePayable throws what stands in its way
  /// @throws kz.digitaltenge.api.error.PlatformException `REGISTER_APPROVAL_REFUSED`, or what
  ///   stands in its way; the decision is not taken then
  void decide(
      PayoutRegister.Order register, ApprovalOrder order, long evidence, Runnable requirePayable);

  /// Asks them no more, unless they have said enough already.
  void withdraw(PayoutRegister.Order register, String reason);

  /// Pays what they approved, one payment after the other, each a line of the register.
  PaymentService paying(PayoutRegister.Order register, PaymentService payments);
}
