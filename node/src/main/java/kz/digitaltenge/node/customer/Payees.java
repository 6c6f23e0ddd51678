package kz.digitaltenge.node.customer;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.PayeeLine;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.peer.PayeeQuestion;
import kz.digitaltenge.node.peer.PayeeStatement;

/// Payments to whom people know by a phone, an IIN or a BIN.
interface Payees {
  /// Where no ID centre is set up.
  Payees NONE =
      new Payees() {
        @Override
        public PayeeLine lookUp(PaymentId payment, Alias alias) {
          throw unavailable("none is set up");
        }

        @Override
        public AccountId payee(PaymentId payment, Alias alias, String name) {
          throw unavailable("none is set up");
        }

        @Override
        public PayeeStatement answer(NodeId peer, PayeeQuestion question) {
          throw notFound();
        }

        @Override
        public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
          return payee;
        }

        @Override
        public void disclose(String reference, PaymentId payment, Disclosure disclosure) {
          throw unavailable("none is set up");
        }

        @Override
        public void tellCentre() {}

        @Override
        public void tellAgain() {}
      };

  PayeeLine lookUp(PaymentId payment, Alias alias);

  AccountId payee(PaymentId payment, Alias alias, String name);

  /// What another bank is told that asks for one of ours.
  PayeeStatement answer(NodeId peer, PayeeQuestion question);

  AccountId addressee(NodeId peer, PaymentId payment, AccountId payee);

  /// Keeps how much of the name the payer of one payment sees.
  void disclose(String reference, PaymentId payment, Disclosure disclosure);

  /// Tells the ID centre of customers it does not know of yet. What cannot be told now is told by
  /// [#tellAgain()].
  void tellCentre();

  /// The same if something is left to tell; costs nothing otherwise.
  void tellAgain();

  static PlatformException unavailable(String reason) {
    return Problem.of(ErrorCode.ID_CENTRE_UNAVAILABLE, "reason", reason).exception();
  }

  /// One word for whatever is in the way, so that it tells nothing of who is there.
  static PlatformException notFound() {
    return Problem.of(ErrorCode.PAYEE_NOT_FOUND).exception();
  }
}
