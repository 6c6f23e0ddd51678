/// A network for the notary's tests: participants with keys, coins, and requests about them.
@NullMarked
package kz.digitaltenge.notary.testkit;

import org.jspecify.annotations.NullMarked;
