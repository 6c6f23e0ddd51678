package kz.digitaltenge.app.role;

import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.api.stream.Endpoint;

/// A bank's own core banking system, as its node finds it.
///
/// @param name of the system, in its certificate
/// @param conversions the bank's account that customers' conversions go through
public record BankCore(Endpoint endpoint, String name, Party conversions) {}
