/// Conversions of a bank's customers between non-cash money and digital tenge, out of the bank's
/// own stock (S04, S05, S12).
@NullMarked
package kz.digitaltenge.node.conversion;

import org.jspecify.annotations.NullMarked;
