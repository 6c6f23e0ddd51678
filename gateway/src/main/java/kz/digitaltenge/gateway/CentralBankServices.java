package kz.digitaltenge.gateway;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.api.operator.SupplyArchive;

/// What the central bank's node does for the gateway in front of it; asked anew for each call.
///
/// @param liability in the core banking system, beside the proof of a cut, by its position in the
///   notary's log; empty where no such system is connected
/// @param conversions for one of its officers, by name; throws `CORE_BANKING_MISSING` where money
///   is made on typed confirmations
/// @param officers by which number the books know the officer of that name, `officer-1`; empty for
///   a name that is no officer's
public record CentralBankServices(
    Supplier<NodeOperations> node,
    Supplier<DayOperations> days,
    Supplier<BlockOperations> blocks,
    Supplier<SupplyArchive> proofs,
    LongFunction<Optional<LiabilityLine>> liability,
    Function<String, OfficersConversions> conversions,
    Function<String, Optional<String>> officers) {}
