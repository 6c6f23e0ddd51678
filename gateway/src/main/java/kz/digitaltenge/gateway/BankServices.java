package kz.digitaltenge.gateway;

import java.util.function.Supplier;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.NodeOperations;

/// What a bank's node does for the gateway in front of it, as it runs now; asked anew for each
/// call.
public record BankServices(Supplier<NodeOperations> node, Supplier<CustomerOperations> customers) {}
