package kz.digitaltenge.api.operator;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;

/// Live tokens of one asset and mark at a node: how many, and their sum.
public record HoldingLine(Asset asset, Optional<Mark> mark, long count, Amount sum) {}
