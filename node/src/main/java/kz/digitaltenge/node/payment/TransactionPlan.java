package kz.digitaltenge.node.payment;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.OwnState;

/// Everything that decides a transaction of this node before it is built: payments, issues,
/// redemptions and housekeeping differ only here.
///
/// @param payer the account that the history shows as paying
/// @param legs what the payees get, change not counted; at least one
/// @param approvals who signs beside the owners of the inputs: the issuance key and officers
/// @param counterparties the other nodes that get outputs
public record TransactionPlan(
    PaymentId payment,
    int attempt,
    AccountId payer,
    List<Leg> legs,
    Holding holding,
    Intent intent,
    List<Input> inputs,
    List<Output> outputs,
    List<Signer> approvals,
    List<Counterparty> counterparties) {
  public TransactionPlan {
    legs = List.copyOf(legs);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    approvals = List.copyOf(approvals);
    counterparties = List.copyOf(counterparties);
  }

  Amount amount() {
    return Leg.sum(legs);
  }

  /// Another node that gets outputs.
  ///
  /// @param legs those of its accounts
  public record Counterparty(NodeId node, List<Leg> legs) {
    public Counterparty {
      legs = List.copyOf(legs);
    }
  }

  /// One of this node's live states, with what shows where it comes from.
  ///
  /// @param tagNonce opens the custodian tag that the notary holds
  public record Input(OwnState own, Provenance provenance, Hash tagNonce) {}

  /// A state to create.
  ///
  /// @param owner whose it is when it stays here
  public record Output(State state, Hash tag, Optional<Owner> owner) {}

  /// Whose an output is.
  ///
  /// @param label what the owner's one-time key and the tag's nonce derive from
  public record Owner(AccountId account, KeyLabel label) {}
}
