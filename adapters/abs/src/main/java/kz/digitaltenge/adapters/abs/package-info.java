/// Speaks ISO 20022 with the central bank's core banking system.
@NullMarked
package kz.digitaltenge.adapters.abs;

import org.jspecify.annotations.NullMarked;
