package kz.digitaltenge.node.payment;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.vault.Leg;

/// Which blocks stand in the way of a payment at the payer's node, and which of them let it go on:
/// what is given back, and what customers cash out at their own bank (C12).
record WaysOut(Blocks blocks, NodeId self) {

  /// @throws kz.digitaltenge.api.error.PlatformException `BANK_BLOCKED`
  void requireSending(PaymentOrder order, Set<NodeId> payees) {
    blocks.requireFree(self, Scope.SEND, sending(order, payees));
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `BANK_BLOCKED`
  void requireReceiving(PaymentOrder order, Leg leg, Participant payee) {
    blocks.requireFree(payee.node(), Scope.RECEIVE, receiving(order, leg, payee));
    if (payee.kind() == Participant.Kind.CENTRAL_BANK) {
      blocks.requireFree(self, Scope.CONVERT);
    }
  }

  Optional<Problem> sendingProblem(PaymentOrder order, Set<NodeId> payees) {
    return blocks
        .blocking(self, sending(order, payees))
        .map(block -> Blocks.problem(self, Scope.SEND, block));
  }

  Optional<Problem> receivingProblem(PaymentOrder order, Leg leg, Participant payee) {
    return blocks
        .blocking(payee.node(), receiving(order, leg, payee))
        .map(block -> Blocks.problem(payee.node(), Scope.RECEIVE, block));
  }

  /// The notary lets only what another bank's node attests go on: within a bank nobody but the
  /// blocked one says that something is given back.
  private Set<Scope> sending(PaymentOrder order, Set<NodeId> payees) {
    boolean isReturn = order.refundOf().isPresent() && !payees.contains(self);
    return isReturn ? EnumSet.of(Scope.SEND, Scope.RETURN) : EnumSet.of(Scope.SEND);
  }

  private Set<Scope> receiving(PaymentOrder order, Leg leg, Participant payee) {
    if (order.refundOf().isPresent()) {
      return EnumSet.of(Scope.RECEIVE, Scope.RETURN);
    }
    boolean isPayout =
        payee.node().equals(self)
            && (order.isPayoutUndone() || leg.payee().equals(Accounts.own(payee.bankCode())));
    return isPayout ? EnumSet.of(Scope.RECEIVE, Scope.PAYOUT) : EnumSet.of(Scope.RECEIVE);
  }
}
