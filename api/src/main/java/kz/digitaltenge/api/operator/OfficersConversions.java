package kz.digitaltenge.api.operator;

import java.util.Optional;
import kz.digitaltenge.ledger.ApprovedStep;

/// The central bank's conversions for one of its officers, who sees those of all banks. Blocking;
/// any thread may call.
public interface OfficersConversions extends ConversionOperations {

  /// Some of all that there ever were, newest first.
  ///
  /// @param before what a part called next, or [ListPart#NEWEST]
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK` for a filter by no bank
  ListPart<ConversionLine> conversions(ConversionFilter filter, long before, int limit);

  /// What officers sign to approve a conversion; empty while none of them is asked to.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`, `UNKNOWN_CONVERSION`
  Optional<ApprovedStep> toApprove(String bank, String name);
}
