package kz.digitaltenge.app.demo;

import java.util.List;
import java.util.Set;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.account.AccountId;

/// The running network as the demo plays on it: what operators of the banks and of the central bank
/// can ask.
///
/// Blocking; any thread may call, as many at once as there are rows in flight. Everything may be
/// asked again with the same content: nothing is done twice.
public interface DemoNetwork {
  /// A bank of the network.
  ///
  /// @param code the three digits that its account numbers carry
  /// @param own the account that holds the bank's own money
  record Bank(NodeId node, String name, String code, AccountId own) {}

  /// What became of a request.
  sealed interface Outcome {
    /// It is done for good.
    ///
    /// @param before whether it was done before this run, so that now nothing moved
    record Done(boolean before) implements Outcome {}

    /// It is not done, or nobody knows yet: the problem tells.
    record Refused(Problem problem) implements Outcome {}
  }

  /// What a node says about itself.
  ///
  /// @param accounts how many customers it has
  /// @param balance the sum of its live tokens
  /// @param live every state that is live in its vault; the central bank's issuance register is
  ///   among them, also the one that the genesis defines
  record NodeBook(NodeId node, long accounts, Amount balance, List<StateRef> live) {
    /// Copies the list.
    public NodeBook {
      live = List.copyOf(live);
    }
  }

  /// What the issuance register says.
  record Supply(Amount issued, Amount redeemed) {}

  /// The banks in the order of the network's parameters; the central bank is not among them.
  List<Bank> banks();

  /// The code of the currency, `KZT`.
  String currency();

  /// Opens an account at the bank that its number names.
  Outcome open(AccountId account, String reference, String name);

  /// Issues money to a bank's own account against a confirmation.
  Outcome issue(NodeId bank, Amount amount, PaymentId confirmation);

  /// Takes money from a bank's own account and destroys it, against a confirmation.
  Outcome redeem(NodeId bank, Amount amount, PaymentId confirmation);

  Outcome pay(PaymentId id, AccountId from, AccountId to, Amount amount);

  /// What the account has and what is on its way to it: money that was paid to it arrives at its
  /// node some milliseconds after the payer was told that it is final.
  Amount expected(AccountId account);

  /// The books of all nodes, the central bank's too.
  List<NodeBook> books();

  Supply supply();

  /// What the notary holds to be live.
  Set<StateRef> notaryLive();
}
