/// Which tokens pay for which payment: live tokens in memory, reservations with one holder each,
/// and housekeeping.
@NullMarked
package kz.digitaltenge.node.purse;

import org.jspecify.annotations.NullMarked;
