package kz.digitaltenge.app.role;

import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.node.conversion.StockKeeper;

/// A bank's own core banking system, as its node finds it.
///
/// @param name of the system, in its certificate
/// @param conversions the bank's account that customers' conversions go through
/// @param marks between which the bank's stock is kept; empty when nobody keeps it
public record BankCore(
    Endpoint endpoint, String name, Party conversions, Optional<StockKeeper.Marks> marks) {}
