package kz.digitaltenge.ledger.rules;

import java.util.List;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.Witness;

/// A transaction with its inputs resolved and the parameters of its epoch: what the later rules
/// look at.
///
/// @param inputs the states it consumes, in order, taken from proofs that hold
record Proposal(
    SignedTransaction signed,
    List<State> inputs,
    NetworkView network,
    NetworkParameters parameters) {
  Transaction transaction() {
    return signed.transaction();
  }

  Witness witness() {
    return signed.witness();
  }

  List<State> outputs() {
    return transaction().outputs();
  }
}
