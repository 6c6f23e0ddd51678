package kz.digitaltenge.node.vault;

import kz.digitaltenge.ledger.Amount;

/// The live tokens of one holding in a vault: how many, and their sum.
public record HoldingTotal(Holding holding, long count, Amount sum) {}
