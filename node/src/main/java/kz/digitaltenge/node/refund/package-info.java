/// Payments given back by whoever received them, whole and in parts.
@NullMarked
package kz.digitaltenge.node.refund;

import org.jspecify.annotations.NullMarked;
