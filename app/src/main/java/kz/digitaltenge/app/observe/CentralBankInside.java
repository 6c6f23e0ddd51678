package kz.digitaltenge.app.observe;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.centralbank.day.OperationalDay;

/// What a central bank's node has under way, looked up when somebody reads. All throw a
/// [kz.digitaltenge.api.error.PlatformException] when the node's database does not answer.
///
/// @param conversions that have not ended
/// @param liability what was found beside the newest supply proof; empty before the first, and
///   where no core banking system is connected
/// @param day the newest
public record CentralBankInside(
    Supplier<List<ConversionLine>> conversions,
    Supplier<Optional<LiabilityLine>> liability,
    Supplier<Optional<OperationalDay>> day) {}
