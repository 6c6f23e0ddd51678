package kz.digitaltenge.app.observe;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.node.purse.PurseSize;
import kz.digitaltenge.node.vault.VaultWrites;

/// What a node knows of itself, asked when somebody looks.
///
/// @param writes of its vault since it started
/// @param receipts transactions of other nodes whose end is not known
/// @param streams whether the stream to a node that it has called is up, by that node's name
/// @param supply the central bank's newest word on the supply that it has heard
public record NodeInside(
    Supplier<VaultWrites> writes,
    Supplier<PurseSize> purse,
    IntSupplier receipts,
    Supplier<Map<String, Boolean>> streams,
    Supplier<Optional<SupplyNotice>> supply) {}
