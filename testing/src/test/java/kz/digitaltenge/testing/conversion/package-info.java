/// Money of the core banking system against tokens on a whole network.
@NullMarked
package kz.digitaltenge.testing.conversion;

import org.jspecify.annotations.NullMarked;
