/// Conversions by hand: issue, redeem, approve, reconcile, and faults of the emulated core banking
/// system.
@NullMarked
package kz.digitaltenge.app.conversion;

import org.jspecify.annotations.NullMarked;
